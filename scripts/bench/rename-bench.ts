import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { MAIN, serveFolder } from './target.ts'

/** Calls in one bulk request. */
const PORTION = 5000
/** Milliseconds in which the other writer is watched with nobody else at work. */
const QUIET = 3000

interface Api {
  readonly call: (action: string, data: object) => Promise<unknown>
  readonly bulk: (calls: readonly { readonly action: string; readonly data: object }[]) => Promise<void>
}

function openApi(url: string, token: string): Api {
  const post = (action: string, body: string): Promise<Response> =>
    fetch(`${url}/api/3/action/${action}`, {
      method: 'POST',
      headers: { Authorization: token, 'Content-Type': 'application/json' },
      body,
    })
  return {
    call: async (action, data) => {
      const answer = (await (await post(action, JSON.stringify(data))).json()) as {
        success: boolean
        result: unknown
        error: unknown
      }
      if (!answer.success) throw new Error(`${action}: ${JSON.stringify(answer.error)}`)
      return answer.result
    },
    bulk: async (calls) => {
      const lines = calls.map((call) => `${JSON.stringify(call)}\n`).join('')
      const text = await (await post('bulk?return=none', lines)).text()
      if (text.includes('"success": false')) throw new Error(text.slice(0, 500))
    },
  }
}

/** Writes datasets one after another while something happens. @returns milliseconds of the longest wait for one */
async function longestWait({ call }: Api, work: () => Promise<void>): Promise<number> {
  let isOver = false
  let longest = 0
  const write = async (): Promise<void> => {
    for (let n = 0; !isOver; n++) {
      const begun = performance.now()
      await call('package_create', { name: `beside-${Date.now().toString(36)}-${String(n)}` })
      longest = Math.max(longest, performance.now() - begun)
    }
  }
  const writing = write()
  try {
    await work()
  } finally {
    isOver = true
    await writing
  }
  return longest
}

interface Step {
  readonly action: string
  readonly data: object
  /** A search that finds all of the datasets right afterwards. */
  readonly fq?: string
}

const STEPS: readonly (Step & { readonly name: string })[] = [
  {
    name: 'organization renamed',
    action: 'organization_patch',
    data: { id: 'large', name: 'large-one' },
    fq: 'organization:large-one',
  },
  {
    name: 'organization retitled',
    action: 'organization_patch',
    data: { id: 'large-one', title: 'A large one' },
    fq: 'organization:large-one',
  },
  {
    name: 'group renamed',
    action: 'group_patch',
    data: { id: 'many', name: 'very-many' },
    fq: 'groups:very-many',
  },
  {
    name: 'vocabulary renamed',
    action: 'vocabulary_update',
    data: { id: 'places', name: 'regions' },
    fq: 'vocab_regions:north',
  },
  {
    name: 'organization deleted by its state',
    action: 'organization_patch',
    data: { id: 'large-one', state: 'deleted' },
  },
  {
    name: 'organization active again',
    action: 'organization_patch',
    data: { id: 'large-one', state: 'active' },
    fq: 'organization:large-one',
  },
  { name: 'tag deleted', action: 'tag_delete', data: { id: 'common' } },
  { name: 'group deleted', action: 'group_delete', data: { id: 'GROUP' } },
  { name: 'organization purged', action: 'organization_purge', data: { id: 'large-one' } },
]

async function fill({ call, bulk }: Api, datasets: number): Promise<string> {
  await call('organization_create', { name: 'large', title: 'Large' })
  const group = (await call('group_create', { name: 'many', title: 'Many' })) as { id: string }
  const vocabulary = (await call('vocabulary_create', { name: 'places', tags: [{ name: 'north' }] })) as {
    id: string
  }
  const tags = [{ name: 'common' }, { name: 'north', vocabulary_id: vocabulary.id }]
  for (let from = 0; from < datasets; from += PORTION) {
    await bulk(
      Array.from({ length: Math.min(PORTION, datasets - from) }, (_, i) => ({
        action: 'package_create',
        data: { name: `d-${String(from + i)}`, owner_org: 'large', groups: [{ name: 'many' }], tags },
      })),
    )
  }
  return group.id
}

/** How long changes of what many datasets share take, and how long another writer waits meanwhile at the most. */
export async function benchRename(datasets: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ckanister-bench-'))
  const data = join(folder, 'data')
  const env = { ...process.env, CKAN__AUTH__CREATE_UNOWNED_DATASET: 'true' }
  const user = ['user', 'add', 'bench', '--email', 'bench@example.com', '--sysadmin', '--token']
  const printed = execFileSync(process.execPath, [MAIN, ...user, '--data', data], { encoding: 'utf8', env })
  const server = await serveFolder(data, env)
  try {
    const api = openApi(server.url, printed.trim().split('\n').at(-1) ?? '')
    const group = await fill(api, datasets)
    const quiet = await longestWait(api, () => setTimeout(QUIET))
    console.log(
      `${String(datasets)} datasets; another writer waits ${quiet.toFixed(0)} ms at the most by itself\n`,
    )
    console.log('| change | ms | longest wait of another writer, ms | found at once |\n|---|---|---|---|')
    for (const { name, action, data: given, fq } of STEPS) {
      const begun = performance.now()
      let took = 0
      let found = ''
      const wait = await longestWait(api, async () => {
        await api.call(action, JSON.parse(JSON.stringify(given).replace('GROUP', group)) as object)
        took = performance.now() - begun
        if (fq === undefined) return
        const { count } = (await api.call('package_search', { fq, rows: 0 })) as { count: number }
        found = String(count)
      })
      console.log(`| ${name} | ${took.toFixed(0)} | ${wait.toFixed(0)} | ${found} |`)
    }
  } finally {
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

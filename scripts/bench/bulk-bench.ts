import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataset, organization, ORGANIZATIONS } from './synthetic-catalogue.ts'
import { MAIN, serveFolder } from './target.ts'

/** What a register of a thousand lines of names and titles gives. */
const small = (n: number): object => {
  const { name, title, owner_org, tags } = dataset(n)
  return { name, title, owner_org, tags: tags.slice(0, 1) }
}

function* calls(count: number, make: (n: number) => object): Generator<string> {
  const call = (action: string, data: object): string => `${JSON.stringify({ action, data })}\n`
  for (let n = 0; n < ORGANIZATIONS; n++) yield call('organization_create', organization(n))
  for (let n = 0; n < count; n++) yield call('package_create', make(n))
}

/** Sends calls while it reads answers; `onAnswers` is told of the number of both kinds so far. */
async function send(
  url: string,
  token: string,
  lines: Iterable<string>,
  onAnswers: (done: number, refused: number) => void,
): Promise<void> {
  const req = request(url, { method: 'POST', headers: { Authorization: token } })
  const answered = new Promise<void>((resolve, reject) => {
    req.on('error', reject)
    req.on('response', (res) => {
      let done = 0
      let refused = 0
      let rest = ''
      res.setEncoding('latin1')
      res.on('data', (part: string) => {
        const texts = (rest + part).split('\n')
        rest = texts.pop() ?? ''
        for (const text of texts) {
          if (text.includes('"success": true')) done += 1
          else refused += 1
        }
        onAnswers(done, refused)
      })
      res.on('end', resolve)
    })
  })
  let piece = ''
  for (const line of lines) {
    piece += line
    if (piece.length < 64 * 1024) continue
    if (!req.write(piece)) await once(req, 'drain')
    piece = ''
  }
  req.end(piece)
  await answered
}

/** Datasets a second through the bulk endpoint of a server, and its memory on the way. */
export async function benchBulk(options: {
  readonly datasets: number
  readonly batch: number
  readonly isSmall: boolean
}): Promise<void> {
  const { datasets, batch, isSmall } = options
  const folder = mkdtempSync(join(tmpdir(), 'ckanister-bench-'))
  const data = join(folder, 'data')
  // Tables of made-up addresses can't be loaded.
  const env = { ...process.env, CKANISTER__DATASTORE__AUTOLOAD: 'false' }
  const user = [
    'user',
    'add',
    'bench',
    '--email',
    'bench@example.com',
    '--sysadmin',
    '--token',
    '--data',
    data,
  ]
  const token =
    execFileSync(process.execPath, [MAIN, ...user], { encoding: 'utf8', env })
      .trim()
      .split('\n')
      .at(-1) ?? ''
  const server = await serveFolder(data, env)
  try {
    console.log(
      `${datasets} datasets, at most ${batch} lines a transaction\n\n| lines | lines/s so far | MB |\n|---|---|---|`,
    )
    const started = performance.now()
    let next = Math.min(10_000, datasets)
    let refusedAtAll = 0
    await send(
      `${server.url}/api/3/action/bulk?return=id&batch=${batch}`,
      token,
      calls(datasets, isSmall ? small : dataset),
      (done, refused) => {
        refusedAtAll = refused
        if (done - ORGANIZATIONS < next) return
        const rate = (done / (performance.now() - started)) * 1000
        console.log(`| ${next} | ${rate.toFixed(0)} | ${server.memory().toFixed(0)} |`)
        next = Math.min(datasets, next * 2) === next ? Infinity : Math.min(datasets, next * 2)
      },
    )
    if (refusedAtAll > 0) console.log(`\n${refusedAtAll} refused`)
  } finally {
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { callAction } from '../../src/actions/call.ts'
import { type App, createApp } from '../../src/app.ts'
import { JsonText } from '../../src/core/json-text.ts'
import { newId } from '../../src/core/ids.ts'
import { toJson } from '../../src/core/json.ts'
import { now } from '../../src/core/time.ts'
import { dataset } from './synthetic-catalogue.ts'

const ORGANIZATIONS = 1000
const DATASETS = 50_000
const USERS = 1000
/** What each list may take at its default limits, milliseconds. */
const LIMIT = 50
const OPERATOR = { user: undefined, operator: true } as const

interface Filled {
  readonly people: readonly string[]
  readonly organizations: readonly string[]
  readonly datasets: readonly string[]
}

/** Half of the datasets belong to the first organization; every tenth is private. */
function fillRows({ store }: App): Filled {
  const db = store.connections.writer
  const time = now()
  const ids = (count: number): readonly string[] => Array.from({ length: count }, newId)
  const [people, organizations, datasets] = [ids(USERS), ids(ORGANIZATIONS), ids(DATASETS)]
  db.transaction(() => {
    const user = db.prepare('INSERT INTO user (id, name, created, search_text) VALUES (?, ?, ?, ?)')
    people.forEach((id, n) => user.run(id, `user-${n}`, time, `user-${n}\n`))
    const group = db.prepare(
      `INSERT INTO "group" (id, name, title, type, is_organization, created) VALUES (?, ?, ?, 'organization', 1, ?)`,
    )
    organizations.forEach((id, n) => group.run(id, `office-${n}`, `Office ${n}`, time))
    const row = db.prepare(
      `INSERT INTO package (id, name, title, owner_org, private, metadata_created, metadata_modified)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    datasets.forEach((id, n) =>
      row.run(id, `set-${n}`, `Set ${n}`, owner(organizations, n), n % 10 === 0 ? 1 : 0, time, time),
    )
    const follow = db.prepare('INSERT INTO follower VALUES (?, ?, ?, ?)')
    const follower = people[1] ?? ''
    datasets.slice(0, 100).forEach((id) => follow.run('dataset', id, follower, time))
    organizations.slice(0, 20).forEach((id) => follow.run('group', id, follower, time))
    people.slice(2, 22).forEach((id) => follow.run('user', id, follower, time))
    const member = db.prepare(
      `INSERT INTO member (id, group_id, table_name, table_id, capacity) VALUES (?, ?, 'user', ?, 'member')`,
    )
    organizations.slice(0, 50).forEach((id) => member.run(newId(), id, follower))
  })()
  return { people, organizations, datasets }
}

const owner = (organizations: readonly string[], n: number): string =>
  organizations[n % 2 === 0 ? 0 : n % ORGANIZATIONS] ?? ''

/** The first user is a harvester; what it does, half of all, is hidden. */
async function fillActivities({ store }: App, filled: Filled, count: number): Promise<void> {
  const { people, organizations, datasets } = filled
  for (let from = 0; from < count; from += 10_000) {
    await store.write(async ({ activities }) => {
      for (let i = from; i < Math.min(count, from + 10_000); i++) {
        const n = (i * 7919) % DATASETS
        const labels = n % 10 === 0 ? [`member-${owner(organizations, n)}`] : ['public']
        const isHidden = i % 4 < 2
        await activities.record({
          type: i < DATASETS ? 'new package' : 'changed package',
          user_id: people[isHidden ? 0 : (i * 31) % USERS] ?? '',
          object_id: datasets[n] ?? '',
          permission_labels: labels,
          audience: labels.includes('public') ? 'everybody' : labels,
          data: toJson({
            package: { ...dataset(n), metadata_modified: now(), version: String(i) },
            actor: 'x',
          }),
          isCopyOfObject: true,
          isHidden,
        })
      }
    })
  }
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

/** What this process has worked so far: the clock of a crowded machine would count the work of others. */
function cpuMillis(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The work of the activity lists over many activities, in the process itself, and what an activity takes. */
export async function benchActivities({ activities, requests }: Record<'activities' | 'requests', number>) {
  const folder = mkdtempSync(join(tmpdir(), 'ckanister-bench-'))
  const app = await createApp({ dataFolder: folder, env: { CKAN__SITE_ID: 'user-0' } })
  try {
    const filled = fillRows(app)
    const file = join(folder, 'catalogue.sqlite')
    const size = (): number => {
      app.store.connections.writer.pragma('wal_checkpoint(TRUNCATE)')
      return statSync(file).size
    }
    const before = size()
    const begun = process.cpuUsage()
    await fillActivities(app, filled, activities)
    const { user, system } = process.cpuUsage(begun)
    const each = (user + system) / activities
    console.log(
      `${activities} activities of ${DATASETS} datasets: ${each.toFixed(0)} µs of CPU and ${((size() - before) / activities).toFixed(0)} bytes each\n`,
    )
    const reader = await app.store.users.find('user-1')
    const callers = { guest: { user: undefined }, member: { user: reader }, sysadmin: OPERATOR }
    console.log('| list | caller | KB | CPU p50 ms | CPU p99 ms | |\n|---|---|---|---|---|---|')
    for (const [action, params] of [
      ['recently_changed_packages_activity_list', {}],
      ['package_activity_list', { id: 'set-1' }],
      ['user_activity_list', { id: 'user-0' }],
      ['user_activity_list', { id: 'user-5' }],
      ['organization_activity_list', { id: 'office-0' }],
      ['organization_activity_list', { id: 'office-1' }],
      ['organization_activity_list', { id: 'office-0', activity_types: ['new organization'] }],
      ['dashboard_activity_list', {}],
    ] as const) {
      for (const [name, caller] of Object.entries(callers)) {
        if (action.startsWith('dashboard') && name !== 'member') continue
        const times: number[] = []
        let bytes = 0
        for (let n = 0; n < requests + 5; n++) {
          const start = cpuMillis()
          const answer = await callAction(app.services, action, params, caller)
          // The first ones compile.
          if (n >= 5) times.push(cpuMillis() - start)
          if (answer instanceof JsonText) bytes = answer.text.length
        }
        times.sort((a, b) => a - b)
        const p99 = percentile(times, 0.99)
        const cells = [`${action} ${'id' in params ? params.id : ''}`, name, (bytes / 1024).toFixed(0)]
        cells.push(percentile(times, 0.5).toFixed(1), p99.toFixed(1), p99 < LIMIT ? 'ok' : `over ${LIMIT} ms`)
        console.log(`| ${cells.join(' | ')} |`)
      }
    }
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

import Sqlite from 'better-sqlite3'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../src/core/ids.ts'
import { now } from '../../src/core/time.ts'
import { readAway } from './read-away.ts'
import { MAIN, serveFolder } from './target.ts'

const ORGANIZATIONS = 1000
const DATASETS = 50_000
const TAGS = 100_000
const USERS = 100_000
/** What each action may take at its default limits, milliseconds. */
const LIMIT = 50

/** Writes the rows that lists are made of: a load through the actions would take many minutes. */
function fill(file: string): void {
  const db = new Sqlite(file)
  const time = now()
  const ids = (count: number): readonly string[] => Array.from({ length: count }, newId)
  db.transaction(() => {
    const user = db.prepare(
      'INSERT INTO user (id, name, fullname, email, created, search_text) VALUES (?, ?, ?, ?, ?, ?)',
    )
    const people = ids(USERS)
    people.forEach((id, n) => {
      const name = `user-${(n * 7919) % USERS}`
      user.run(id, name, n % 3 === 0 ? `Person ${n}` : null, `${name}@example.com`, time, `${name}\n`)
    })
    const group = db.prepare(
      `INSERT INTO "group" (id, name, title, type, is_organization, description, created)
       VALUES (?, ?, ?, 'organization', 1, ?, ?)`,
    )
    const organizations = ids(ORGANIZATIONS)
    organizations.forEach((id, n) => {
      group.run(id, `office-${n}`, `Office ${n}`, 'What it does. '.repeat(20), time)
    })
    const tag = db.prepare('INSERT INTO tag (id, name, search_text) VALUES (?, ?, ?)')
    const words = ids(TAGS)
    words.forEach((id, n) => tag.run(id, `tag ${n}`, `tag ${n}`))
    const dataset = db.prepare(
      `INSERT INTO package (id, name, title, owner_org, creator_user_id, private, metadata_created, metadata_modified)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const tagged = db.prepare('INSERT INTO package_tag (package_id, tag_id) VALUES (?, ?)')
    const owned = db.prepare(
      "INSERT INTO member (id, group_id, table_name, table_id, capacity) VALUES (?, ?, 'package', ?, 'organization')",
    )
    ids(DATASETS).forEach((id, n) => {
      const owner = organizations[n % ORGANIZATIONS] ?? ''
      dataset.run(
        id,
        `dataset-${n}`,
        `Dataset ${n}`,
        owner,
        people[n % USERS],
        n % 20 === 0 ? 1 : 0,
        time,
        time,
      )
      owned.run(newId(), owner, id)
      for (const m of [n * 2, n * 2 + 1]) tagged.run(id, words[m % TAGS])
    })
  })()
  db.exec('ANALYZE')
  db.close()
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

/** Latencies of actions that list, over many organizations, datasets, tags and users. */
export async function benchApi({ requests }: { readonly requests: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ckanister-bench-'))
  const data = join(folder, 'data')
  try {
    execFileSync(process.execPath, [MAIN, 'init', '--data', data])
    fill(join(data, 'catalogue.sqlite'))
    const server = await serveFolder(data)
    const reader = readAway(server.url)
    try {
      console.log(`${ORGANIZATIONS} organizations, ${DATASETS} datasets, ${TAGS} tags, ${USERS} users\n`)
      console.log('| request | KB | p50 ms | p99 ms | |\n|---|---|---|---|---|')
      for (const path of [
        'organization_list?all_fields=true',
        'organization_list',
        'tag_list',
        'user_list',
      ]) {
        const times: number[] = []
        let size = 0
        for (let n = 0; n < requests + 5; n++) {
          const begun = performance.now()
          size = await reader.ask(`/api/3/action/${path}`)
          // The first ones compile.
          if (n >= 5) times.push(performance.now() - begun)
        }
        times.sort((a, b) => a - b)
        const p99 = percentile(times, 0.99)
        const cells = [path, (size / 1024).toFixed(0), percentile(times, 0.5).toFixed(1), p99.toFixed(1)]
        console.log(`| ${cells.join(' | ')} | ${p99 < LIMIT ? 'ok' : `over ${LIMIT} ms`} |`)
      }
    } finally {
      reader.close()
      server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

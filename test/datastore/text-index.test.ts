import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatastore, type Datastore } from '../../src/datastore/create-datastore.ts'

const id = 'table'
const ROWS = 20_000
let folder: string
let store: Datastore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datastore-'))
  store = createDatastore({ folder, indexedTypes: [] })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const columns = [{ id: 'words', type: 'text' }]
async function* rows(word: string): AsyncGenerator<readonly (readonly [string])[]> {
  for (let from = 0; from < ROWS; from += 1000)
    yield Array.from({ length: 1000 }, (_, n) => [`${word} number${from + n} oak`] as const)
}
const count = async (q: string): Promise<number | undefined> => {
  const request = { distinct: false, limit: 0, offset: 0, format: 'lists', includeTotal: true } as const
  const page = await store.search(id, { ...request, q, plain: true, language: 'english' })
  return page.total
}
const upsert = (records: readonly object[], method: 'insert' | 'update') =>
  store.upsert({ resourceId: id, records, method }, false)

it('finds what is written while the index is made', async () => {
  await store.replaceTable(id, { columns, rows: rows('elm') })
  const prepared = store.prepareText(id)
  await upsert(
    [
      { _id: 1, words: 'changed' },
      { _id: ROWS, words: 'changed' },
    ],
    'update',
  )
  await upsert([{ words: 'new elm' }], 'insert')
  await store.deleteRows(id, { _id: 2 })
  await store.deleteRows(id, { _id: ROWS - 1 })
  await prepared
  expect(await count('changed')).toBe(2)
  expect(await count('elm')).toBe(ROWS - 3)
  expect(await count('number0')).toBe(0)
  expect(await count('new')).toBe(1)
})

it('has the index of a new table ready before it takes the place of the old', async () => {
  await store.replaceTable(id, { columns, rows: rows('elm') })
  expect(await count('elm')).toBe(ROWS)
  await store.replaceTable(id, { columns, rows: rows('birch') })
  expect([await count('elm'), await count('birch')]).toEqual([0, ROWS])
})

it('goes on with an index that was left half made', async () => {
  await store.replaceTable(id, { columns, rows: rows('elm') })
  const prepared = store.prepareText(id).catch(() => undefined)
  await store.find(id)
  await store.close()
  store = createDatastore({ folder, indexedTypes: [] })
  expect(await count('oak')).toBe(ROWS)
  await Promise.race([prepared, Promise.resolve()])
})

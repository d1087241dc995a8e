import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatastore, type Datastore } from '../../../src/datastore/create-datastore.ts'
import type { Cell } from '../../../src/datastore/door.ts'
import type { DumpParams } from '../../../src/http/dump/dump-params.ts'
import { dumpRows } from '../../../src/http/dump/dump-rows.ts'

const id = 'table'
const columns = [{ id: 'name', type: 'text' }]
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

async function* rowsOf(name: string): AsyncGenerator<readonly (readonly Cell[])[]> {
  for (let batch = 0; batch < 3; batch++) yield Array.from({ length: 4000 }, () => [name])
}

const params: DumpParams = {
  format: 'csv',
  limit: undefined,
  offset: 0,
  bom: false,
  isSafe: false,
  fields: ['name'],
  search: { plain: true, language: 'english', distinct: false },
}

it('gives all rows, and breaks off rather than mix those of two tables', async () => {
  await store.replaceTable(id, { columns, rows: rowsOf('old') })
  let count = 0
  for await (const { rows } of dumpRows(store, id, params)) count += rows
  expect(count).toBe(12_000)

  const dump = dumpRows(store, id, params)
  expect(((await dump.next()).value as { text: string }).text).toBe('old\n'.repeat(5000))
  await store.replaceTable(id, { columns, rows: rowsOf('new') })
  await expect(dump.next()).rejects.toThrow('the table was replaced')
})

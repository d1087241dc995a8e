import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatastore, type Datastore } from '../../src/datastore/create-datastore.ts'
import type { Cell } from '../../src/datastore/door.ts'

const id = 'table'
const columns = [
  { id: 'name', type: 'text' },
  { id: 'size', type: 'numeric' },
]
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

async function* batches(
  ...all: (readonly (readonly Cell[])[])[]
): AsyncGenerator<readonly (readonly Cell[])[]> {
  yield* all
}

it('puts a whole table in the place of another, keeps aliases and dictionary, and counts what is no number', async () => {
  await store.create({
    resourceId: id,
    fields: [{ id: 'name', type: 'text', info: { label: 'Name' } }],
    records: [{ name: 'old' }],
    aliases: ['nick'],
    deleteFields: false,
  })
  const rows = batches([['a', '1.10']], [['b, "c"', 'none'], ['']])
  expect(await store.replaceTable(id, { columns, rows })).toMatchObject({ count: 3, nulled: [0, 1] })
  const table = await store.find('nick')
  expect(table).toMatchObject({
    count: 3,
    columns: [{ id: 'name', info: { label: 'Name' } }, { id: 'size' }],
  })
  const file = join(folder, 'out.csv')
  expect(await store.exportCsv(id, file)).toEqual({
    version: table?.version,
    count: 3,
    widths: [null, { whole: 1, fraction: 2, leastFraction: 2, isOdd: false }],
  })
  expect(readFileSync(file, 'utf8')).toBe('"_id","name","size"\n1,"a",1.10\n2,"b, ""c""",\n3,"",\n')
})

it('leaves the old table as it was when the rows break off', async () => {
  await store.replaceTable(id, { columns, rows: batches([['old', 1]]) })
  const broken = async function* (): AsyncGenerator<readonly (readonly Cell[])[]> {
    yield [['new', 2]]
    throw new Error('the file ends too early')
  }
  await expect(store.replaceTable(id, { columns, rows: broken() })).rejects.toThrow('ends too early')
  expect(await store.find(id)).toMatchObject({ count: 1 })
})

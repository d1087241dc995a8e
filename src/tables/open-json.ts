import { readFile, stat } from 'node:fs/promises'
import { countOf } from './count-of.ts'
import { BrokenJson } from './broken-json.ts'
import { detectEncoding } from './detect-encoding.ts'
import { readText } from './read-text.ts'
import type { TableLimits } from './table-limits.ts'
import type { RawCell, RawRow, TableSource } from './table-source.ts'
import { UnreadableTable } from './unreadable-table.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type JsonRecord = Readonly<Record<string, Json>>

const BATCH = 2000

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function cellOf(value: Json | undefined): RawCell {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  if (typeof value === 'object') return { json: JSON.stringify(value) }
  return String(value)
}

/** The keys of all records, in the order in which they first appear. */
function namesOf(records: Iterable<JsonRecord>): readonly string[] {
  const names = new Set<string>()
  for (const record of records) for (const name of Object.keys(record)) names.add(name)
  return [...names]
}

const rowOf = (record: JsonRecord, names: readonly string[]): RawRow =>
  names.map((name) => cellOf(Object.hasOwn(record, name) ? record[name] : null))

async function* batches<T>(items: Iterable<T>, row: (item: T) => RawRow): AsyncGenerator<readonly RawRow[]> {
  let batch: RawRow[] = []
  for (const item of items) {
    batch.push(row(item))
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function ofRecords(
  format: string,
  records: readonly JsonRecord[],
  decisions: readonly string[],
): TableSource {
  const names = namesOf(records)
  return { format, names, decisions, rows: () => batches(records, (record) => rowOf(record, names)) }
}

/** A feature's properties, then its id if it has one, and its geometry as GeoJSON. */
function ofFeatures(features: readonly JsonRecord[]): TableSource {
  const records = features.map((feature) => ({
    ...(feature['id'] === undefined ? {} : { id: feature['id'] }),
    ...(isRecord(feature['properties']) ? feature['properties'] : {}),
    geometry: feature['geometry'] ?? null,
  }))
  return ofRecords('GeoJSON', records, [
    'Each feature is a row: its properties, and its geometry as GeoJSON.',
  ])
}

/** The features of GeoJSON, which may be a single one (RFC 7946, 3). */
function featuresOf(document: JsonRecord): readonly JsonRecord[] | undefined {
  const { type, features } = document
  if (type === 'FeatureCollection' && Array.isArray(features))
    return (features as readonly Json[]).filter(isRecord)
  return type === 'Feature' && 'geometry' in document ? [document] : undefined
}

/** Where the records lie in a document: itself, or the longest list of objects or lists in it, two levels deep. */
function findRecords(
  document: Json,
  path = '',
  depth = 0,
): { readonly path: string; readonly list: readonly Json[] } | undefined {
  if (Array.isArray(document)) {
    const list = document as readonly Json[]
    const rows = list.filter((item) => typeof item === 'object' && item !== null).length
    return rows > 0 && rows === list.length ? { path, list } : undefined
  }
  if (!isRecord(document) || depth > 2) return undefined
  let best: { readonly path: string; readonly list: readonly Json[] } | undefined
  for (const [key, value] of Object.entries(document)) {
    const found = findRecords(value, path === '' ? key : `${path}.${key}`, depth + 1)
    if (found && found.list.length > (best?.list.length ?? 0)) best = found
  }
  return best
}

/** CKAN's own answers and dumps name the columns of lists of lists beside them. */
function fieldNames(document: Json): readonly string[] | undefined {
  if (!isRecord(document)) return undefined
  const fields = document['fields'] ?? document['columns']
  if (!Array.isArray(fields)) return isRecord(document['result']) ? fieldNames(document['result']) : undefined
  const names = (fields as readonly Json[]).map((field) =>
    isRecord(field) ? (field['id'] ?? field['name']) : field,
  )
  return names.every((name) => typeof name === 'string') ? names : undefined
}

function ofDocument(document: Json): TableSource {
  const features = isRecord(document) ? featuresOf(document) : undefined
  if (features) return ofFeatures(features)
  const found = findRecords(document)
  if (!found)
    throw new UnreadableTable(
      'The JSON document holds no list of records. Publish a list of objects, one for each row: [{"a": 1}, {"a": 2}].',
    )
  const { path, list } = found
  const where = path === '' ? [] : [`The rows are the list “${path}”.`]
  if (list.every(isRecord)) return ofRecords('JSON', list, where)
  const names = fieldNames(document)
  const rows = list.filter((row) => Array.isArray(row)) as readonly (readonly Json[])[]
  return {
    format: 'JSON',
    decisions: [...where, 'Each row is a list of cells.'],
    ...(names ? { names } : {}),
    rows: () => batches(rows, (row) => row.map(cellOf)),
  }
}

async function* jsonLines(
  path: string,
  encoding: string,
  limits: TableLimits,
): AsyncGenerator<readonly string[]> {
  let rest = ''
  for await (const text of readText(path, encoding)) {
    if (!text.includes('\n')) {
      rest += text
      if (rest.length > limits.recordLength)
        throw new UnreadableTable('A line of the JSON lines is too long.')
      continue
    }
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    yield lines
  }
  if (rest !== '') yield [rest]
}

/** One object on each line; a line that is none is left out and told. */
async function openLines(path: string, encoding: string, limits: TableLimits): Promise<TableSource> {
  const names = new Set<string>()
  let broken = 0
  let good = 0
  const parse = (line: string): JsonRecord | undefined => {
    try {
      const value = JSON.parse(line) as unknown
      return isRecord(value) ? value : undefined
    } catch {
      return undefined
    }
  }
  for await (const lines of jsonLines(path, encoding, limits))
    for (const line of lines) {
      if (line.trim() === '') continue
      const record = parse(line)
      if (!record) broken++
      else {
        good++
        for (const name of Object.keys(record)) names.add(name)
      }
    }
  if (good === 0 || broken > good)
    throw new UnreadableTable(
      'The file is neither a JSON document nor JSON lines: check it with a JSON validator.',
    )
  const columns = [...names]
  return {
    format: 'JSON lines',
    names: columns,
    decisions: broken > 0 ? [`Left out: ${countOf(broken, 'line')} without a JSON object.`] : [],
    rows: async function* () {
      for await (const lines of jsonLines(path, encoding, limits)) {
        const rows = lines.flatMap((line) => {
          const record = parse(line)
          return record ? [rowOf(record, columns)] : []
        })
        if (rows.length > 0) yield rows
      }
    },
  }
}

const HEAD = 64 * 1024

async function firstText(path: string, encoding: string): Promise<string> {
  for await (const text of readText(path, encoding)) return text.slice(0, HEAD)
  return ''
}

/** Two whole objects, each on a line of its own. */
function isLines(head: string): boolean {
  const [first = '', second = ''] = head.split('\n').filter((line) => line.trim() !== '')
  try {
    return second !== '' && isRecord(JSON.parse(first)) && second.trimStart().startsWith('{')
  } catch {
    return false
  }
}

/**
 * JSON: a list of records (anywhere in the document), GeoJSON, or JSON lines.
 *
 * @throws UnreadableTable
 */
export async function openJson(path: string, limits: TableLimits): Promise<TableSource> {
  const { label } = await detectEncoding(path)
  if (isLines(await firstText(path, label))) return openLines(path, label, limits)
  const { size } = await stat(path)
  if (size > limits.jsonSize)
    throw new UnreadableTable(
      `The JSON document is larger than ${Math.round(limits.jsonSize / 1024 / 1024)} MB. Publish it as JSON lines (one object a line) or CSV.`,
    )
  const text = new TextDecoder(label).decode(await readFile(path))
  let document
  try {
    document = JSON.parse(text) as Json
  } catch (error) {
    // A single record on a single line is JSON lines, too; anything else is broken.
    if (text.trim().includes('\n')) return openLines(path, label, limits)
    throw new BrokenJson(`The JSON is broken: ${error instanceof Error ? error.message : String(error)}.`)
  }
  return ofDocument(document)
}

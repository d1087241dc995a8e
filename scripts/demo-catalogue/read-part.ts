import path from 'node:path'
import type { JsonObject } from '../../src/core/json.ts'
import { readCatalogue } from '../../src/loading/readers/read-catalogue.ts'

/** All datasets of a file of the source folder, read as `ckanister load` reads them. */
export async function readDatasets(folder: string, file: string): Promise<readonly JsonObject[]> {
  const records: JsonObject[] = []
  for await (const item of readCatalogue(path.join(folder, 'catalogues', file))) {
    if (item.kind === undefined) throw new Error(`${file}, line ${String(item.line)}: ${item.reason}`)
    if (item.kind === 'dataset') records.push(item.record)
  }
  return records
}

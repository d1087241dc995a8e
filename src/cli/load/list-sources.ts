import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { type CatalogueFiles, FILES_MANIFEST, readFilesManifest } from '../../loading/catalogue-files.ts'
import { STANDARD_INPUT } from '../../loading/readers/open-source.ts'
import { readCatalogue } from '../../loading/readers/read-catalogue.ts'
import { KINDS, type RecordKind } from '../../loading/readers/record.ts'
import { UnreadableSource } from '../../loading/readers/unreadable-source.ts'

export interface Sources {
  /** Files, and `-` for standard input, in the order in which they are loaded. */
  readonly paths: readonly string[]
  /** Bytes of all files; undefined when standard input is among them. */
  readonly bytes: number | undefined
  readonly files: CatalogueFiles
}

const CATALOGUE = /\.(jsonl?|ndjson)(\.gz)?$/i

const compare = (a: string, b: string): number => (a < b ? -1 : 1)

/** The catalogue files of a folder; other files in it are none of our business. */
async function folderFiles(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => CATALOGUE.test(name) && name !== FILES_MANIFEST)
  if (names.length === 0)
    throw new UnreadableSource(`${folder}: the folder holds no .json, .jsonl or .gz of these`)
  return names.sort(compare).map((name) => path.join(folder, name))
}

/** The kind of the first record; what cannot be read comes last, to be reported when its turn comes. */
async function kindOf(file: string): Promise<RecordKind | undefined> {
  try {
    for await (const item of readCatalogue(file)) if (item.kind) return item.kind
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error
  }
  return undefined
}

const rank = (kind: RecordKind | undefined): number =>
  kind === undefined ? KINDS.length : KINDS.indexOf(kind)

async function isFolder(given: string): Promise<boolean> {
  try {
    return (await stat(given)).isDirectory()
  } catch {
    return false
  }
}

/**
 * What to load, organizations first, then groups, users and datasets: each may name those before it.
 *
 * @param given files, folders and `-`
 * @throws UnreadableSource for a folder without catalogue files or with a broken manifest; `message` names it
 */
export async function listSources(given: readonly string[]): Promise<Sources> {
  const paths: string[] = []
  const files = new Map<string, string>()
  for (const entry of given) {
    if (entry === STANDARD_INPUT || !(await isFolder(entry))) {
      paths.push(entry)
      continue
    }
    const folder = path.resolve(entry)
    paths.push(...(await folderFiles(folder)))
    const manifest = path.join(folder, FILES_MANIFEST)
    if (await stat(manifest).catch(() => undefined)) {
      for (const [id, file] of await readFilesManifest(manifest)) files.set(id, file)
    }
  }
  const ranked: { readonly file: string; readonly rank: number }[] = []
  let bytes: number | undefined = 0
  for (const file of paths) {
    const isStream = file === STANDARD_INPUT
    ranked.push({ file, rank: isStream || paths.length === 1 ? KINDS.length : rank(await kindOf(file)) })
    const size = isStream ? undefined : ((await stat(file).catch(() => undefined))?.size ?? 0)
    bytes = bytes === undefined || size === undefined ? undefined : bytes + size
  }
  ranked.sort((a, b) => a.rank - b.rank)
  return { paths: ranked.map(({ file }) => file), bytes, files }
}

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { JsonObject, JsonValue } from '../../core/json.ts'
import { HarvestError } from '../harvest-error.ts'
import { isObject, textOf } from '../record-values.ts'
import type { HarvestRecord, ReadSource } from '../source-kind.ts'

/** Beside the files: what is said of the dataset, and its description. */
const ABOUT = 'dataset.json'
const DESCRIPTION = /^readme(\.md|\.txt)?$/i
/** Datasets between two looks at the database. */
const TOGETHER = 20

/** An id that is the same for the same file each time. */
function idOf(place: string): string {
  const hex = createHash('sha256').update(place).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

const titleOf = (name: string): string =>
  name
    .replace(/\.[a-z0-9]+$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim()

async function about(folder: string): Promise<JsonObject> {
  const text = await readFile(path.join(folder, ABOUT), 'utf8').catch(() => '{}')
  const said = JSON.parse(text) as JsonValue
  return isObject(said) ? said : {}
}

/** A dataset of files: those of a folder, or one that lies by itself. */
async function record(
  root: string,
  name: string,
  files: readonly string[],
  isFolder: boolean,
): Promise<HarvestRecord> {
  const folder = isFolder ? path.join(root, name) : root
  let said: JsonObject
  try {
    said = isFolder ? await about(folder) : {}
  } catch (error) {
    return { guid: name, refusal: `${ABOUT} is no JSON: ${(error as Error).message}` }
  }
  const description = isFolder ? files.find((file) => DESCRIPTION.test(file)) : undefined
  const notes = description === undefined ? '' : await readFile(path.join(folder, description), 'utf8')
  const data = files.filter((file) => file !== ABOUT && file !== description).sort()
  const resources: JsonObject[] = []
  const paths = new Map<string, string>()
  for (const file of data) {
    const place = path.join(folder, file)
    const id = idOf(place)
    paths.set(id, place)
    const { size } = await stat(place)
    const format = path.extname(file).slice(1).toUpperCase()
    resources.push({
      id,
      name: titleOf(file),
      url: file,
      url_type: 'upload',
      format,
      size,
      hash: await hashOf(place),
    })
  }
  return {
    guid: name,
    files: paths,
    dataset: { notes, ...said, title: textOf(said.title) || titleOf(name), resources },
  }
}

const isVisible = (name: string): boolean => !name.startsWith('.')

/** A folder of this machine: each folder in it is a dataset of its files, each file in it a dataset of its own. */
export const readFolder: ReadSource = async function* ({ url: root }) {
  let entries
  try {
    entries = await readdir(root, { withFileTypes: true })
  } catch (error) {
    throw new HarvestError(`The folder ${root} cannot be read: ${(error as Error).message}`)
  }
  const listed = entries
    .filter((entry) => isVisible(entry.name) && (entry.isFile() || entry.isDirectory()))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  for (let at = 0; at < listed.length; at += TOGETHER) {
    const records: HarvestRecord[] = []
    for (const entry of listed.slice(at, at + TOGETHER)) {
      const { name } = entry
      if (entry.isFile()) records.push(await record(root, name, [name], false))
      else {
        const inside = await readdir(path.join(root, name), { withFileTypes: true })
        const files = inside.filter((item) => item.isFile() && isVisible(item.name)).map((item) => item.name)
        records.push(await record(root, name, files, true))
      }
    }
    yield { records, total: listed.length, checkpoint: null }
  }
  return 'complete'
}

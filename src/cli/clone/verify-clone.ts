import { callAction } from '../../actions/call.ts'
import { NotFound } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import type { JsonObject } from '../../core/json.ts'
import { objectsOf, textOf } from '../../harvest/record-values.ts'
import type { Services } from '../../kernel/context.ts'
import type { CloneOptions } from './clone-options.ts'
import { listDifferences } from './list-differences.ts'
import type { Remote } from './remote.ts'

const OPERATOR = { user: undefined, operator: true } as const
/** Datasets that are asked for at the same time. */
const TOGETHER = 4

interface VerifyOptions extends CloneOptions {
  /** Names of tags that the other CKAN has several times, with different ids. */
  readonly doubleTags: ReadonlySet<string>
}

async function findHere(
  services: Services,
  action: string,
  params: JsonObject,
): Promise<JsonObject | undefined> {
  try {
    const shown = await callAction(services, action, params, OPERATOR)
    return (shown instanceof JsonText ? shown.parse() : shown) as JsonObject
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

/** The end of an address that names the site which shows it: of an uploaded file, of a table. */
const OWN_ADDRESS = /\/(?:[^/]+\/[^/]+\/resource\/[^/]+\/download|datastore\/dump)\/[^/]*$/

/** The resource as both sides must show it: some links name the site, and some things are not brought. */
function comparable(resource: JsonObject, { files, datastore }: CloneOptions): JsonObject {
  const { url, url_type, datastore_active, ...rest } = resource
  const isBrought =
    url_type === 'upload' ? files === true : url_type === 'datastore' ? datastore === true : undefined
  const path = isBrought === true ? OWN_ADDRESS.exec(textOf(url))?.[0] : undefined
  return {
    ...rest,
    url: path ?? url ?? null,
    url_type: isBrought === false ? null : (url_type ?? null),
    ...(datastore === true ? { datastore_active: datastore_active ?? null } : {}),
  }
}

const compared = (dataset: JsonObject, options: VerifyOptions): JsonObject => ({
  ...dataset,
  tags: objectsOf(dataset.tags).map(({ id, ...tag }) =>
    options.doubleTags.has(textOf(tag.name)) ? tag : { id: id ?? null, ...tag },
  ),
  resources: objectsOf(dataset.resources).map((resource) => comparable(resource, options)),
})

/** Columns and number of rows of a dataset's tables. */
async function tableDifferences(
  services: Services,
  remote: Remote,
  dataset: JsonObject,
): Promise<readonly string[]> {
  const differences: string[] = []
  for (const { id, datastore_active } of objectsOf(dataset.resources)) {
    if (datastore_active !== true) continue
    const resource_id = textOf(id)
    const there = await remote.find('datastore_search', { resource_id, limit: '0' })
    // A table that is lost there without a word.
    if (!there) continue
    const here = await findHere(services, 'datastore_search', { resource_id, limit: 0 })
    const [a, b] = [there, here ?? {}].map(({ fields, total }) => ({
      fields: fields ?? null,
      total: total ?? null,
    }))
    differences.push(...listDifferences(a, b, `table ${resource_id}`))
  }
  return differences
}

/** Compares datasets with the other CKAN by package_show, and their tables as far as that was asked for. @returns how many differ */
export async function verifyClone(
  services: Services,
  remote: Remote,
  ids: readonly string[],
  options: VerifyOptions,
  {
    onDataset,
    onDifference,
  }: {
    readonly onDataset: () => void
    readonly onDifference: (name: string, difference: string) => void
  },
): Promise<number> {
  let different = 0
  const verify = async (id: string): Promise<void> => {
    const there = await remote.find('package_show', { id })
    onDataset()
    // Deleted since it was listed.
    if (!there) return
    const here = await findHere(services, 'package_show', { id })
    const differences = here
      ? [...listDifferences(compared(there, options), compared(here, options))]
      : ['it is not here']
    if (here && options.datastore === true)
      differences.push(...(await tableDifferences(services, remote, there)))
    if (differences.length > 0) different++
    for (const difference of differences) onDifference(textOf(there.name), difference)
  }
  const waiting = [...ids]
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await verify(id)
  }
  await Promise.all(Array.from({ length: TOGETHER }, work))
  return different
}

import { NotAuthorized, NotFound, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { requireResourceEditable, requireResourceReadable } from '../../auth/resources.ts'
import type { TableInfo } from '../../datastore/door.ts'
import { type Context, isSysadmin, userName } from '../../kernel/context.ts'
import type { OwnedResource } from '../resource/resource-find.ts'

/** The resource of an id, any state; undefined: none, or its dataset is gone. */
async function resourceOf(context: Context, id: string): Promise<OwnedResource | undefined> {
  const resource = await context.store.resources.get(id)
  const owner = resource && (await context.store.packages.find(resource.package_id))
  return resource && owner && { resource, owner }
}

/**
 * Refuses who may not read the resource of a table. A table whose resource is gone is for sysadmins alone.
 *
 * @throws NotAuthorized
 */
export async function requireTableReadable(context: Context, resourceId: string): Promise<void> {
  const found = await resourceOf(context, resourceId)
  if (found?.resource.state === 'active') {
    await requireResourceReadable(context, found.resource, found.owner)
    return
  }
  if (!isSysadmin(context))
    throw new NotAuthorized(`User ${userName(context)} not authorized to read resource ${resourceId}`)
}

/** The table of an id or alias. @throws NotFound; `what` is CKAN's word for it */
export async function findTable(context: Context, name: unknown, what = 'Resource'): Promise<TableInfo> {
  const text = String(name)
  const table = await context.datastore.find(text)
  if (!table) throw new NotFound(`${what} "${text}" was not found.`)
  return table
}

const READ_ONLY =
  'Cannot edit read-only resource because changes made may be lost. Use a resource created for editing e.g. with datastore_create or use "force=True" to ignore this warning.'

/** Resources of these kinds are made to be written by clients. */
const WRITABLE = new Set(['datastore', 'tabledesigner'])

/**
 * Refuses who may not edit the resource, as CKAN's datastore_auth does.
 *
 * @throws NotFound, NotAuthorized
 */
export async function requireTableEditable(
  context: Context,
  { resource_id: id, force }: Params,
): Promise<void> {
  const found = typeof id === 'string' ? await resourceOf(context, id) : undefined
  if (found && (found.resource.state === 'active' || isSysadmin(context))) {
    await requireResourceEditable(context, found.resource, found.owner)
    return
  }
  if (found)
    throw new NotAuthorized(`User ${userName(context)} not authorized to edit resource ${found.resource.id}`)
  if (!isSysadmin(context) || force !== true) throw new NotFound()
}

/** @throws ValidationError unless the resource is writable, or the caller insists */
export async function requireWritable(context: Context, { resource_id: id, force }: Params): Promise<void> {
  if (force === true) return
  const found = typeof id === 'string' ? await resourceOf(context, id) : undefined
  if (!found) throw new NotFound()
  if (!WRITABLE.has(found.resource.url_type ?? '')) throw new ValidationError({ 'read-only': [READ_ONLY] })
}

/** Checks of every write after the rules: permission, then whether the table is read-only, then whether it is there. */
export async function findWritableTable(context: Context, params: Params): Promise<TableInfo> {
  await requireTableEditable(context, params)
  await requireWritable(context, params)
  const id = String(params['resource_id'])
  const table = await context.datastore.find(id)
  if (table?.resourceId !== id) throw new NotFound(`Resource "${id}" was not found.`)
  return table
}

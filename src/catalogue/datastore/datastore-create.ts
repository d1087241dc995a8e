import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import { pythonRepr } from '../../validation/python.ts'
import { findPackageRecord } from '../package/find-package.ts'
import { followDatastore } from './datastore-active.ts'
import { requireWritable } from './datastore-find.ts'
import { listParameter, textListParameter } from '../list-parameter.ts'
import { editablePackage, saveResources } from '../resource/resource-change.ts'
import { addDefaultViews } from '../resource/resource-views.ts'
import { updatedRecords } from './updated-records.ts'

interface Field {
  readonly id: unknown
  readonly type?: unknown
  readonly info?: unknown
}

interface Trigger {
  readonly function?: string
}

/** The resource that a table without a file of its own belongs to. */
async function makeResource(
  context: Context,
  given: Params,
): Promise<{ readonly id: string; readonly shown: Params }> {
  const { url } = given
  if (url) throw new ValidationError({ resource: ['The datapusher has to be enabled.'] })
  const shown = { ...given, url: '_datastore_only_resource', mimetype: null }
  const id = await context.store.write(async (store) => {
    const inside = { ...context, store }
    const owner = await findPackageRecord(inside, String(given['package_id']))
    const dataset = await editablePackage(inside, owner.id)
    const input = { ...given, url: '_datastore_only_resource', url_type: 'datastore' }
    const { length } = dataset.resources
    const made = (await saveResources(inside, owner, dataset, [...dataset.resources, input], length)).at(-1)
    const row = made && (await store.resources.get(made.id))
    if (row) await addDefaultViews(inside, owner, [row])
    return made?.id ?? ''
  })
  return { id, shown }
}

/** Triggers that name a function; CKAN drops the others. */
const triggersOf = (value: unknown): readonly Trigger[] | undefined =>
  Array.isArray(value)
    ? (value as readonly Trigger[]).filter((trigger) => trigger.function !== undefined)
    : undefined

const given = (params: Params, key: string): boolean => params[key] !== undefined && params[key] !== null

/** `fields` as the answer shows them: with the types that were guessed. */
function shownFields(fields: readonly Field[], guessed: Readonly<Record<string, string>>): readonly Field[] {
  return fields.map((field) => {
    const type = field.type ? field.type : guessed[String(field.id)]
    if (type === undefined) return field
    // CKAN's own name of the type is not shown.
    return { ...field, type: type === 'nested' ? 'json' : type }
  })
}

/** Empty objects in a list of triggers or fields leave nothing behind, not even an empty list. */
const isDropped = (params: Params, key: string, left: readonly unknown[] | undefined): boolean =>
  left?.length === 0 && !Object.hasOwn(params['__extras'] ?? {}, key)

/** @throws ValidationError for a key that is a list of lists, as indexes may be */
function primaryKeyOf(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.some((item) => Array.isArray(item)))
    throw new ValidationError({ index: [`The field "${pythonRepr(value)}" is not a valid column name.`] })
  return textListParameter(value) ?? []
}

/** datastore_create after its rules and permissions. @throws ValidationError, NotFound */
export async function createTable(context: Context, params: Params): Promise<Params> {
  const { force, records, resource, include_records: isShown, ...shown } = params
  const isNew = typeof resource === 'object' && resource !== null && Object.keys(resource).length > 0
  if (isNew && given(params, 'resource_id'))
    throw new ValidationError({ resource: ['resource cannot be used with resource_id'] })
  if (isNew && !(resource as Params)['package_id'])
    throw new ValidationError({ package_id: ['Missing value'] })
  const made = isNew ? await makeResource(context, resource as Params) : undefined
  if (!made) await requireWritable(context, params)
  const resourceId = made?.id ?? String(params['resource_id'])
  const fields = params['fields'] as readonly Field[] | undefined
  const asked = fields?.map(({ id, type, info }) => ({
    id: String(id),
    ...(typeof type === 'string' ? { type } : {}),
    ...(info === undefined ? {} : { info }),
  }))
  const triggers = triggersOf(params['triggers'])
  const { guessed, ids } = await context.datastore.create({
    resourceId,
    ...(asked ? { fields: asked } : {}),
    records,
    ...(given(params, 'aliases') ? { aliases: textListParameter(params['aliases']) ?? [] } : {}),
    ...(given(params, 'primary_key') ? { primaryKey: primaryKeyOf(params['primary_key']) } : {}),
    ...(given(params, 'indexes') ? { indexes: listParameter(params['indexes']) ?? [] } : {}),
    ...(triggers ? { triggers: triggers as never } : {}),
    deleteFields: params['delete_fields'] === true,
  })
  await followDatastore(context, resourceId, true)
  return {
    ...shown,
    ...(isDropped(params, 'triggers', triggersOf(params['triggers'])) ? { triggers: undefined } : {}),
    resource_id: resourceId,
    method: 'insert',
    ...(fields
      ? { fields: isDropped(params, 'fields', fields) ? undefined : shownFields(fields, guessed) }
      : {}),
    ...(made ? { resource: made.shown } : {}),
    ...(made && force !== undefined ? { force } : {}),
    ...(isShown === true ? { records: await updatedRecords(context, resourceId, ids) } : {}),
  }
}

import { canEditPackage } from '../../auth/packages.ts'
import { NotAuthorized } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import {
  isForward,
  isRelationshipType,
  type RelationshipType,
  reverseOf,
} from '../../core/relationship-types.ts'
import { type Context, userName } from '../../kernel/context.ts'
import { requireAll } from '../../kernel/require-all.ts'
import type { RelationshipRow } from '../../store/relationships.ts'
import type { PackageRow } from '../../store/rows.ts'
import { pythonRepr } from '../../validation/python.ts'
import { findPackage } from './find-package.ts'
import { forwardForm } from './relationship-save.ts'

/** The two datasets that a call names. */
export interface Pair {
  readonly subject: PackageRow
  readonly object: PackageRow
}

/**
 * Finds both datasets.
 *
 * @throws ValidationError for a missing parameter, NotFound for an unknown dataset
 */
export async function findPair(context: Context, params: Params): Promise<Pair> {
  requireAll(params, ['subject', 'object', 'type'])
  const find = (key: 'subject' | 'object', name: string): Promise<PackageRow> =>
    findPackage(context, params[key], `${name} package ${pythonRepr(params[key])} was not found.`)
  return { subject: await find('subject', 'Subject'), object: await find('object', 'Object') }
}

/** @throws NotAuthorized unless the caller may edit both */
export async function requirePairEditable(context: Context, { subject, object }: Pair): Promise<void> {
  if ((await canEditPackage(context, subject)) && (await canEditPackage(context, object))) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to edit these packages`)
}

/** The stored relationship of this type between the two; undefined also for an unknown type. */
export async function findRelationship(
  context: Context,
  { subject, object }: Pair,
  type: unknown,
): Promise<RelationshipRow | undefined> {
  if (!isRelationshipType(type)) return undefined
  return context.store.relationships.between(forwardForm(subject.id, object.id, type))
}

/** A relationship as the API shows it, by the names of the datasets. */
export interface ShownRelationship {
  readonly subject: string
  readonly type: string
  readonly object: string
  readonly comment: string
}

/** As it is stored, or, for the dataset that is its object, seen from there. */
export async function showRelationship(
  context: Context,
  row: RelationshipRow,
  seenFrom: string = row.subject_package_id,
): Promise<ShownRelationship> {
  const nameOf = async (id: string): Promise<string> => (await context.store.packages.find(id))?.name ?? id
  const subject = await nameOf(row.subject_package_id)
  const object = await nameOf(row.object_package_id)
  const type = row.type as RelationshipType
  // A dataset that links to itself is shown as it was said.
  const isObject = seenFrom === row.object_package_id && seenFrom !== row.subject_package_id
  return isObject && isForward(type)
    ? { subject: object, type: reverseOf(type), object: subject, comment: row.comment }
    : { subject, type, object, comment: row.comment }
}

import { ValidationError } from '../../core/errors.ts'
import type { JsonObject } from '../../core/json.ts'
import { pgType } from '../types/pg-types.ts'
import type { Row } from './check-records.ts'
import { guessType } from './guess-type.ts'
import { isFieldName } from './names.ts'

/** A column as datastore_create is asked for it. */
export interface AskedField {
  readonly id: string
  readonly type?: string | undefined
  /** Anything but an object is not kept. */
  readonly info?: unknown
}

/** A column to be made. */
export interface NewField {
  readonly id: string
  readonly type: string
  readonly info?: JsonObject
}

const LONGEST = 63
/** PostgreSQL's limit. */
const MOST_COLUMNS = 1600

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const infoOf = (info: unknown): { readonly info?: JsonObject } => (isObject(info) ? { info } : {})

/** @throws ValidationError for types and names that can't be */
export function checkFields(fields: readonly AskedField[]): void {
  for (const { id, type } of fields) {
    if (type && pgType(type) === undefined)
      throw new ValidationError({ fields: [`"${type}" is not a valid field type`] })
    if (!isFieldName(id)) throw new ValidationError({ fields: [`"${id}" is not a valid field name`] })
  }
}

/** @throws ValidationError for names longer than 63 characters, and too many columns */
export function checkNewTable(fields: readonly AskedField[]): void {
  const long = fields.filter(({ id }) => [...id].length > LONGEST)
  if (long.length > 0) {
    throw new ValidationError({
      fields: long.map(({ id }) => `Column heading "${id}" exceeds limit of ${String(LONGEST)} characters.`),
    })
  }
}

/** The fields that are not there yet, and those that only the first record has, each with a type. @throws ValidationError */
export function newFields(
  fields: readonly AskedField[],
  first: Row | undefined,
  exists: (id: string) => boolean,
): NewField[] {
  const ids = fields.map(({ id }) => id)
  if (new Set(ids).size < ids.length)
    throw new ValidationError({ field: ['Duplicate column names are not supported'] })
  const made: NewField[] = fields
    .filter(({ id }) => !exists(id))
    .map(({ id, type, info }) => {
      if (type) return { id, type, ...infoOf(info) }
      if (!first || !Object.hasOwn(first, id))
        throw new ValidationError({ fields: [`"${id}" type not guessable`] })
      return { id, type: guessType(first[id]), ...infoOf(info) }
    })
  for (const [id, value] of Object.entries(first ?? {})) {
    if (exists(id) || ids.includes(id)) continue
    if (id === '_id') throw new ValidationError({ records: ['row "1" has extra keys "_id"'] })
    if (!isFieldName(id)) throw new ValidationError({ fields: [`"${id}" is not a valid field name`] })
    made.push({ id, type: guessType(value) })
  }
  return made
}

/** @throws ValidationError when a table would have more columns than PostgreSQL allows */
export function checkCount(count: number): void {
  if (count > MOST_COLUMNS)
    throw new ValidationError({ fields: [`A table has ${String(MOST_COLUMNS)} columns at the most`] })
}

import { type JsonObject, type JsonValue, toJson } from '../../core/json.ts'
import { isObject } from './is-object.ts'

const extraText = (value: JsonValue): string => (typeof value === 'string' ? value : toJson(value))

const named = (items: readonly JsonValue[]): readonly JsonValue[] =>
  items.map((item) => (typeof item === 'string' ? { name: item } : item))

/** Whether the dataset has the shape of CKAN 1.x: extras as an object, tags and groups as names. */
export function isCkan1Record(record: JsonObject): boolean {
  const lists = [record.tags, record.groups]
  return isObject(record.extras) || lists.some((list) => Array.isArray(list) && typeof list[0] === 'string')
}

/** A dataset of CKAN 1.x in the shape that CKAN has taken since version 2; extras without a value are left out. */
export function fromCkan1(record: JsonObject): JsonObject {
  const { extras, tags, groups } = record
  const list = isObject(extras)
    ? Object.entries(extras)
        .filter(([, value]) => value !== null)
        .map(([key, value]) => ({ key, value: extraText(value) }))
    : extras
  return {
    ...record,
    ...(list === undefined ? {} : { extras: list }),
    ...(Array.isArray(tags) ? { tags: named(tags as readonly JsonValue[]) } : {}),
    ...(Array.isArray(groups) ? { groups: named(groups as readonly JsonValue[]) } : {}),
  }
}

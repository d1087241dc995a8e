import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '../core/json.ts'

/** Whether two answers of a show action tell the same; only the time of the last change may differ. */
export function sameRecord(before: JsonObject, after: JsonObject): boolean {
  const { metadata_modified: _before, ...a } = before
  const { metadata_modified: _after, ...b } = after
  return isDeepStrictEqual(a, b)
}

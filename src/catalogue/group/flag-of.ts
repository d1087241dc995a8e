import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { queryFlag } from '../../validation/rules/texts.ts'

/**
 * A flag of a query: `fallback` when it is absent, false when it is null.
 *
 * @throws ValidationError in CKAN's words for an unknown word
 */
export function flagOf(params: Params, key: string, fallback: boolean): boolean {
  const value = Object.hasOwn(params, key) ? params[key] : undefined
  if (value === undefined) return fallback
  const flag = queryFlag(value)
  if (flag === undefined) throw new ValidationError('Parameter is not an bool')
  return flag
}

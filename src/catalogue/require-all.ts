import { ValidationError } from '../core/errors.ts'
import type { Params } from '../core/params.ts'

/**
 * Asks for several parameters at once, as CKAN does; null and '' count as given.
 *
 * @throws ValidationError `Missing value` for each that is absent
 */
export function requireAll(params: Params, keys: readonly string[]): void {
  const missing = keys.filter((key) => !Object.hasOwn(params, key) || params[key] === undefined)
  if (missing.length === 0) return
  throw new ValidationError(Object.fromEntries(missing.map((key) => [key, ['Missing value']])))
}

import { type ErrorDict, ValidationError } from '../core/errors.ts'
import type { Params } from '../core/params.ts'

/** @throws ValidationError with `['Missing value']` for each of the parameters that is absent; null and '' count as given */
export function requireAll(params: Params, keys: readonly string[]): void {
  const missing = keys.filter((key) => !Object.hasOwn(params, key) || params[key] === undefined)
  if (missing.length === 0) return
  const errors: ErrorDict = Object.fromEntries(missing.map((key) => [key, ['Missing value']]))
  throw new ValidationError(errors)
}

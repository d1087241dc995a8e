import { type ErrorDict, ValidationError } from '../core/errors.ts'
import type { Params } from '../core/params.ts'

/** @throws ValidationError with `['Missing value']` for each of the parameters that is absent, in their order by name; null and '' count as given */
export function requireAll(params: Params, keys: readonly string[]): void {
  const missing = keys.filter((key) => params[key] === undefined).sort()
  if (missing.length === 0) return
  const errors: ErrorDict = Object.fromEntries(missing.map((key) => [key, ['Missing value']]))
  throw new ValidationError(errors)
}

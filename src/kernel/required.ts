import { ValidationError } from '../core/errors.ts'
import type { Params } from '../core/params.ts'

/**
 * The parameter as an id. Anything that is no text stands for no object, as no id is a number or a list.
 *
 * @throws ValidationError `{ key: ['Missing value'] }` when the parameter is absent; null and '' count as given
 */
export function requiredId(params: Params, key: string): string {
  const value = required(params, key)
  return typeof value === 'string' ? value : ''
}

/** @throws ValidationError `{ key: ['Missing value'] }` when the parameter is absent */
export function required(params: Params, key: string): unknown {
  const value = Object.hasOwn(params, key) ? params[key] : undefined
  if (value === undefined) throw new ValidationError({ [key]: ['Missing value'] })
  return value
}

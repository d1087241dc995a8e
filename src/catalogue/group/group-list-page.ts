import { type ErrorDict, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { integerOf } from '../../validation/rules/numbers.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export interface GroupListPage {
  readonly limit: number | undefined
  /** The number 0 stands for all, the text '0' for none (CKAN). */
  readonly isUnlimited: boolean
  readonly offset: number
}

/** Empty lists and objects count as not given, 0 does not. */
const isGiven = (value: unknown): boolean => value === 0 || value === false || !isFalsy(value)

/** The page of organization_list and group_list. @throws ValidationError */
export function groupListPage(params: Params): GroupListPage {
  const errors: ErrorDict = {}
  const natural = (key: string): number | undefined => {
    if (!isGiven(params[key])) return undefined
    const value = integerOf(params[key])
    if (value === undefined) errors[key] = ['Invalid integer']
    else if (value < 0) errors[key] = ['Must be a natural number']
    return value && Math.min(value, Number.MAX_SAFE_INTEGER)
  }
  const limit = natural('limit')
  const offset = natural('offset') ?? 0
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  return { limit, isUnlimited: params['limit'] === 0 || params['limit'] === false, offset }
}

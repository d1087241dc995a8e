import { ValidationError, type ErrorDict } from '../../core/errors.ts'
import { parseForm } from '../parse-form.ts'

export type BulkReturn = 'full' | 'id' | 'none'

export interface BulkOptions {
  /** Lines in one transaction at the most. */
  readonly batch: number
  /** Does everything, tells what would happen, and takes it back. */
  readonly dryRun: boolean
  /** Runs nothing after the first line that is refused. */
  readonly stopOnError: boolean
  /** How much of each result is answered: all, `id` and `name`, or nothing. */
  readonly return: BulkReturn
}

export const DEFAULT_BATCH = 500
export const LARGEST_BATCH = 10_000

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
}
const RETURNS: readonly string[] = ['full', 'id', 'none'] satisfies readonly BulkReturn[]
const NAMES = ['batch', 'dry_run', 'stop_on_error', 'return']

/**
 * The options in the query string of a bulk request.
 *
 * @throws ValidationError for a value that is none, and for any other name: a misspelt dry_run would write
 */
export function readBulkOptions(query: string): BulkOptions {
  const given = parseForm(query)
  const errors: ErrorDict = {}
  const value = (name: string): string | undefined => {
    const text = given[name]
    if (text === undefined || typeof text === 'string') return text
    errors[name] = ['Give it once']
    return undefined
  }
  const flag = (name: string): boolean => {
    const text = value(name)
    if (text === undefined) return false
    const isTrue = BOOLEANS[text.toLowerCase()]
    if (isTrue === undefined) errors[name] = ['Must be true or false']
    return isTrue ?? false
  }
  for (const name of Object.keys(given)) {
    if (!NAMES.includes(name)) errors[name] = [`Unknown option: there are ${NAMES.join(', ')}`]
  }
  const batch = Number(value('batch') ?? DEFAULT_BATCH)
  if (!Number.isInteger(batch) || batch < 1 || batch > LARGEST_BATCH)
    errors['batch'] = [`Must be an integer from 1 to ${LARGEST_BATCH}`]
  const wanted = value('return') ?? 'full'
  if (!RETURNS.includes(wanted)) errors['return'] = ['Must be full, id or none']
  const options = {
    batch,
    dryRun: flag('dry_run'),
    stopOnError: flag('stop_on_error'),
    return: wanted as BulkReturn,
  }
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  return options
}

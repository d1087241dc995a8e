import { BadRequest } from '../core/errors.ts'
import { pythonRepr } from '../validation/python.ts'

const isDictionary = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws BadRequest in CKAN's words for JSON that is no object */
export function dictionary(value: unknown): Record<string, unknown> {
  if (isDictionary(value)) return value
  throw new BadRequest(
    `JSON Error: Request data JSON decoded to ${pythonRepr(value)} but it needs to be a dictionary.`,
  )
}

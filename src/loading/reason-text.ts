import { DataError, DomainError, type ErrorDict, type FieldErrors, ValidationError } from '../core/errors.ts'

function fieldText(errors: FieldErrors): string {
  if (typeof errors === 'string') return errors
  return errors
    .flatMap((item, index) => {
      if (typeof item === 'string') return [item]
      const text = dictText(item)
      return text === '' ? [] : [`item ${String(index + 1)}: ${text}`]
    })
    .join(', ')
}

const dictText = (errors: ErrorDict): string =>
  Object.entries(errors)
    .map(([field, messages]) => `${field}: ${fieldText(messages)}`)
    .join('; ')

/**
 * Why an action refused a record, in one line: `name: That URL is already in use.; tags: Tag "a" …`.
 *
 * @throws the error itself when it is none of ours
 */
export function reasonText(error: unknown): string {
  if (error instanceof ValidationError) return dictText(error.errors)
  if (error instanceof DataError || error instanceof DomainError) return error.message
  throw error
}

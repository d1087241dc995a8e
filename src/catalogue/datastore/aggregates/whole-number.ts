import { ValidationError } from '../../../core/errors.ts'

/** An option that is a whole number of at least 1. @throws ValidationError */
export function wholeNumber(parameter: string, value: unknown, usual: number, most: number): number {
  if (value === undefined) return usual
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new ValidationError({ [parameter]: [`must be a whole number from 1 to ${String(most)}`] })
  return number
}

import { ValidationError } from '../core/errors.ts'

/**
 * A database of texts keeps no NUL: what would be written is refused, what is only looked for is not found.
 *
 * @throws ValidationError
 */
export function refuseNul(params: Record<string, unknown>): void {
  const holdsNul = (value: unknown): boolean =>
    typeof value === 'string'
      ? value.includes('\0')
      : typeof value === 'object' &&
        value !== null &&
        Object.entries(value).some((entry) => entry.some(holdsNul))
  for (const [name, value] of Object.entries(params)) {
    if (holdsNul(value))
      throw new ValidationError({ [name.replaceAll('\0', '')]: ['NUL characters are not allowed'] })
  }
}

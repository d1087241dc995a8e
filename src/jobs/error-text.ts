import { ValidationError } from '../core/errors.ts'

/** Why a job failed, as its history keeps it. */
export function errorText(error: unknown): string {
  if (error instanceof ValidationError) return `${error.message}: ${JSON.stringify(error.errors)}`
  // Errors of native code may come from another realm, where they are no `Error` of ours.
  const message: unknown =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : error
  return String(message).slice(0, 2000)
}

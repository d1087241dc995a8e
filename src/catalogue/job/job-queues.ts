import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { pythonRepr } from '../../validation/python.ts'

/**
 * The queues that a caller names; empty: all. CKAN checks them before it asks who calls.
 *
 * @throws ValidationError when `queues` is no list of texts
 */
export function requestedQueues({ queues }: Params): readonly string[] {
  if (queues === undefined || queues === null) return []
  if (!Array.isArray(queues)) throw new ValidationError({ queues: ['Not a list'] })
  const wrong = (queues as readonly unknown[]).filter((name) => typeof name !== 'string')
  if (wrong.length > 0) {
    throw new ValidationError({ queues: wrong.map((name) => `Not a string: ${pythonRepr(name)}`) })
  }
  return queues as readonly string[]
}

import { NotFound, ValidationError, type ErrorDict } from '../core/errors.ts'
import { toJson } from '../core/json.ts'
import { parseExactJson } from '../core/parse-exact-json.ts'
import { PythonFloat } from '../core/python-float.ts'
import { KeyNotFound } from './engine/write-rows.ts'

/** What a thread is asked. */
export interface Call {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
  /** The step is undone afterwards; its answer is given all the same. */
  readonly isDry?: boolean
}

/** Records on their way: classes don't travel, so numbers that are one go as JSON. */
export type SentRecords = { readonly json: string } | { readonly value: unknown }

const holdsFloat = (value: unknown): boolean =>
  value instanceof PythonFloat ||
  (typeof value === 'object' && value !== null && Object.values(value).some(holdsFloat))

export const sendRecords = (records: unknown): SentRecords =>
  holdsFloat(records) ? { json: toJson(records) } : { value: records }

export const receiveRecords = (sent: SentRecords): unknown =>
  'json' in sent ? parseExactJson(sent.json) : sent.value

/** An error on its way between threads: classes don't travel. */
export type SentError =
  | { readonly kind: 'validation'; readonly errors: ErrorDict }
  | { readonly kind: 'not-found'; readonly detail: string | undefined }
  | { readonly kind: 'key'; readonly values: readonly unknown[]; readonly from: number }
  | {
      readonly kind: 'other'
      readonly message: string
      readonly stack: string
      readonly code: string | undefined
    }

export type Reply =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: SentError }

export function sendError(error: unknown): SentError {
  if (error instanceof ValidationError) return { kind: 'validation', errors: error.errors }
  if (error instanceof NotFound) return { kind: 'not-found', detail: error.detail }
  if (error instanceof KeyNotFound) return { kind: 'key', values: error.values, from: error.from }
  const { message, stack = '', code } = error as Error & { readonly code?: string }
  return { kind: 'other', message, stack, code }
}

export function receiveError(sent: SentError): Error {
  switch (sent.kind) {
    case 'validation':
      return new ValidationError(sent.errors)
    case 'not-found':
      return new NotFound(sent.detail)
    case 'key':
      return new KeyNotFound(sent.values, sent.from)
    case 'other':
      return Object.assign(new Error(sent.message), {
        stack: sent.stack,
        ...(sent.code === undefined ? {} : { code: sent.code }),
      })
  }
}

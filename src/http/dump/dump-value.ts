import { PythonFloat } from '../../core/python-float.ts'

/** A value of a dump's row as plain JavaScript: what a double can't hold stays text. */
export type DumpValue = string | number | bigint | boolean | null | object

export function dumpValue(value: unknown): DumpValue {
  if (value instanceof PythonFloat) return Number.isFinite(value.value) ? value.value : value.text
  return value as DumpValue
}

/** A value as text: nested ones as JSON. */
export const valueText = (value: DumpValue): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value)

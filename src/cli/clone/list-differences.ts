import type { JsonValue } from '../../core/json.ts'
import { isObject } from '../../harvest/record-values.ts'

const shown = (value: JsonValue | undefined): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100)

/** Where two values differ: `resources[0].name: "a" there, "b" here`. */
export function listDifferences(
  there: JsonValue | undefined,
  here: JsonValue | undefined,
  path = '',
): readonly string[] {
  if (isObject(there) && isObject(here)) {
    const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])]
    return keys.flatMap((key) => listDifferences(there[key], here[key], path === '' ? key : `${path}.${key}`))
  }
  if (Array.isArray(there) && Array.isArray(here) && there.length === here.length) {
    const [a, b] = [there as readonly JsonValue[], here as readonly JsonValue[]]
    return a.flatMap((item, at) => listDifferences(item, b[at], `${path}[${at}]`))
  }
  return JSON.stringify(there) === JSON.stringify(here)
    ? []
    : [`${path}: ${shown(there)} there, ${shown(here)} here`]
}

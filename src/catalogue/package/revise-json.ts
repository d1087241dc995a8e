import { readJson } from '../../core/read-json.ts'

/** JSON that package_revise walks through and changes: the shown dataset, values of parameters, uploads. */
export type Bag = Record<string, unknown>

/** A JSON object, not a class of ours (an upload). */
export function isBag(value: unknown): value is Bag {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

export const isList = (value: unknown): value is unknown[] => Array.isArray(value)

/** Sets a member without ever reaching a prototype: `__proto__` is a key like any other. */
export function setMember(bag: Bag, key: string, value: unknown): void {
  Object.defineProperty(bag, key, { value, writable: true, enumerable: true, configurable: true })
}

export const getMember = (bag: Bag, key: string): unknown => (Object.hasOwn(bag, key) ? bag[key] : undefined)

/** What a text stands for: JSON if it is some, else itself, so that forms can carry lists and objects. */
export function readText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return readJson(value)
  } catch {
    return value
  }
}

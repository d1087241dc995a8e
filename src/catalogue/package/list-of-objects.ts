import type { Params } from '../../core/params.ts'

/** The list, if it is one and holds nothing but objects. */
export const listOfObjects = (value: unknown): readonly Params[] | undefined =>
  Array.isArray(value) &&
  value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
    ? (value as readonly Params[])
    : undefined

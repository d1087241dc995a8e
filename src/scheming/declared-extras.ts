import { toJson } from '../core/json.ts'
import { DATASET_FIELDS, GROUP_FIELDS } from './core-fields.ts'
import type { Scheme } from './scheming.ts'

export interface DeclaredExtra {
  readonly key: string
  readonly value: string
}

/** Values of fields that a site declared, as the extras in which they are kept; null is nothing. */
export function declaredExtras(
  scheme: Scheme | undefined,
  data: Readonly<Record<string, unknown>>,
  isGroup = false,
): readonly DeclaredExtra[] {
  const core = isGroup ? GROUP_FIELDS : DATASET_FIELDS
  return (scheme?.fields ?? []).flatMap(({ field_name: key, repeating_subfields: subfields }) => {
    const value = data[key]
    if (core.has(key) || value === undefined || value === null) return []
    if (subfields) return Array.isArray(value) && value.length > 0 ? [{ key, value: toJson(value) }] : []
    return [{ key, value: typeof value === 'string' ? value : toJson(value, { sortKeys: true }) }]
  })
}

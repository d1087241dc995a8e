import { DATASET_FIELDS } from '../scheming/core-fields.ts'
import type { SchemeField, Scheming } from '../scheming/scheming.ts'
import type { DatasetShown } from './entities.ts'

const firstText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return undefined
  const { en, ...others } = value as Readonly<Record<string, unknown>>
  return [en, ...Object.values(others)].find((text) => typeof text === 'string')
}

/** A value in words: labels of choices, lists with commas. */
function wordsOf(field: SchemeField, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => wordsOf(field, item)).join(', ')
  const choice = field.choices?.find((one) => one.value === value)
  if (choice) return firstText(choice.label) ?? wordsOf({ field_name: field.field_name }, value)
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'object' || value === null) return ''
  const members = new Map((field.repeating_subfields ?? []).map((one) => [one.field_name, one]))
  return Object.entries(value)
    .map(([key, inner]) => wordsOf(members.get(key) ?? { field_name: key }, inner))
    .filter(Boolean)
    .join(', ')
}

/** Labels and values of the fields that the site declares, in the order of its schema. */
export function declaredFacts(
  { datasets }: Scheming,
  shown: DatasetShown,
): readonly (readonly [string, string])[] {
  const values = shown as unknown as Readonly<Record<string, unknown>>
  const { type } = values
  const fields = (typeof type === 'string' ? datasets.get(type)?.fields : undefined) ?? []
  return fields
    .filter(({ field_name: name }) => !DATASET_FIELDS.has(name) && Object.hasOwn(values, name))
    .map((field) => [
      firstText((field as { readonly label?: unknown }).label) ?? field.field_name,
      wordsOf(field, values[field.field_name]),
    ])
}

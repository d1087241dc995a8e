import { pythonRepr } from '../python.ts'
import type { RuleEntry } from '../rule.ts'

export const listRules: Readonly<Record<string, RuleEntry>> = {
  /** A text counts as a list of itself. */
  convert_to_list_if_string: (field) => {
    if (typeof field.value === 'string') field.value = [field.value]
    return undefined
  },
  /** A text that is JSON is read. */
  convert_to_json_if_string: (field) => {
    if (typeof field.value !== 'string') return undefined
    try {
      field.value = JSON.parse(field.value)
    } catch {
      field.errors.push('Could not parse as valid JSON')
    }
    return undefined
  },
  list_of_strings: (field) => {
    if (!Array.isArray(field.value)) {
      field.errors.push('Not a list')
      return undefined
    }
    for (const item of field.value as readonly unknown[]) {
      if (typeof item !== 'string') field.errors.push(`Not a string: ${pythonRepr(item)}`)
    }
    return undefined
  },
}

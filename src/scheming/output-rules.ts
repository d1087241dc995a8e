/** What a stored value becomes when it is shown; `undefined`: the field is left out. */
export type OutputRule = (value: unknown) => unknown

function parsed(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return otherwise
  }
}

const listOf: OutputRule = (value) => (typeof value === 'string' ? parsed(value, [value]) : value)
const loaded: OutputRule = (value) => (typeof value === 'string' ? parsed(value, value) : value)

const TRUE_WORDS = new Set(['true', 'yes', 't', 'y', '1'])

/** The rules that `output_validators` may name: those of ckanext-scheming, and CKAN's that change nothing else. */
export const outputRules: Readonly<Record<string, OutputRule>> = {
  scheming_multiple_choice_output: listOf,
  repeating_text_output: (value) => (value === null ? [] : listOf(value)),
  scheming_load_json: loaded,
  convert_to_json_if_string: loaded,
  json_list_or_string: loaded,
  as_list: (value) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]),
  ignore_missing: (value) => value ?? undefined,
  ignore_empty: (value) => (value === '' ? undefined : (value ?? undefined)),
  not_empty: (value) => value,
  unicode_safe: (value) => value,
  boolean_validator: (value) =>
    typeof value === 'string' ? TRUE_WORDS.has(value.toLowerCase()) : value === true,
  int_validator: (value) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
}

import type { JsonObject } from '../core/json.ts'
import type { FormFields } from '../http/parse-form.ts'

const NAME = /^info__(\d{1,9})__(.+)$/

/**
 * The data dictionary that CKAN's form sends: `info__1__label`, `info__1__notes`, `info__2__label`, … The numbers only
 * give the order: the lowest stands for the first column, wherever it begins. A field that is sent twice is a list.
 *
 * @returns what is said of each column, in their order; shorter where nothing is said of the last ones
 */
export function dictionaryForm(form: FormFields): readonly JsonObject[] {
  const infos = new Map<number, Record<string, string | readonly string[]>>()
  for (const [name, value] of Object.entries(form)) {
    const [, number, key] = NAME.exec(name) ?? []
    if (number === undefined || key === undefined) continue
    infos.set(Number(number), { ...infos.get(Number(number)), [key]: value })
  }
  return [...infos].sort(([a], [b]) => a - b).map(([, info]) => info as JsonObject)
}

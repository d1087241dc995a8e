import { timeText } from '../../core/time.ts'
import type { RuleEntry } from '../rule.ts'

const DATE = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|(\d{2})(\d{2}))(?:[T ](.+))?$/
const TIME = /^(\d{1,2})(?::?(\d{2}))(?::?(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0
  const minutes =
    Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2).padStart(2, '0')) * (zone.length > 3 ? 1 : 0)
  return zone.startsWith('-') ? -minutes : minutes
}

/**
 * A date or time as CKAN reads it, as CKAN stores it: UTC without a zone; undefined: CKAN refuses it.
 * Taken are ISO 8601 dates (`2020-01-02`, `2020-1-2`, `20200102`, `2020/01/02`), with a time after `T` or a blank.
 */
export function isoDate(text: string): string | undefined {
  const date = DATE.exec(text)
  if (!date) return undefined
  const year = Number(date[1])
  const month = Number(date[2] ?? date[4] ?? date[6])
  const day = Number(date[3] ?? date[5] ?? date[7])
  const time = date[8] === undefined ? undefined : TIME.exec(date[8])
  if (time === null) return undefined
  const [hour, minute, second] = [1, 2, 3].map((part) => Number(time?.[part] ?? 0)) as [
    number,
    number,
    number,
  ]
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return undefined
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, day)
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined
  at.setUTCHours(hour, minute - offsetMinutes(time?.[5]), second)
  const micros = Number((time?.[4] ?? '').padEnd(6, '0'))
  return timeText(at.getTime() * 1000 + micros)
}

export const dateRules: Readonly<Record<string, RuleEntry>> = {
  /** '' is null; anything else must be a date. */
  isodate: (field) => {
    if (field.value === '') {
      field.value = null
      return undefined
    }
    const date = typeof field.value === 'string' ? isoDate(field.value) : undefined
    if (date === undefined) field.errors.push('Date format incorrect')
    else field.value = date
    return undefined
  },
}

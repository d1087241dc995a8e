import { timeText } from '../../core/time.ts'
import type { RuleEntry } from '../rule.ts'

const DAY = /^(\d{4})(?:-(\d{2})-(\d{2})|(\d{2})(\d{2}))(?:\D(.+))?$/
const WEEK = /^(\d{4})(?:-W(\d{2})(?:-([1-7]))?|W(\d{2})([1-7])?)(?:\D(.+))?$/
const TIME =
  /^(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,6})\d*)?)?)?\s*(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)?$/
/** A time as CKAN writes it, and as it comes back in every update; the last days of months are looked at. */
const STORED =
  /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{6})?$/
const NUMBERS = /^(\d+)\D+(\d+)\D+(\d+)(?:\D+(\d+)(?:\D+(\d+)(?:\D+(\d{2})(?:\.(\d{1,6}))?)?)?)?$/

const MILLISECONDS_OF_DAY = 86_400_000

/** Milliseconds since 1970 at the begin of a day; undefined: there is no such day. */
function dayTime(year: number, month: number, day: number): number | undefined {
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, day)
  const isDay = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return isDay ? at.getTime() : undefined
}

/** The same for a day of an ISO week; Monday is 1. */
function weekTime(year: number, week: number, day: number): number | undefined {
  const mondayOf = (weeksOf: number): number => {
    const fourth = dayTime(weeksOf, 1, 4) ?? Number.NaN
    return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * MILLISECONDS_OF_DAY
  }
  const monday = mondayOf(year) + (week - 1) * 7 * MILLISECONDS_OF_DAY
  return week > 0 && monday < mondayOf(year + 1) ? monday + (day - 1) * MILLISECONDS_OF_DAY : undefined
}

/** The time as text; undefined where the clock or CKAN's calendar (years 1 to 9999) has no such time. */
function textOfTime(day: number | undefined, clock: readonly number[], offset = 0): string | undefined {
  const [hour = 0, minute = 0, second = 0, micros = 0] = clock
  if (day === undefined || hour > 23 || minute > 59 || second > 59) return undefined
  const at = day + ((hour * 60 + minute - offset) * 60 + second) * 1000
  const year = new Date(at).getUTCFullYear()
  return year >= 1 && year <= 9999 ? timeText(at * 1000 + micros) : undefined
}

const numbers = (found: readonly (string | undefined)[]): readonly number[] =>
  found.map((part) => Number(part ?? 0))

function isoTime(text: string): string | undefined {
  const date = DAY.exec(text)
  const week = date ? null : WEEK.exec(text)
  const found = date ?? week
  if (!found) return undefined
  const [, year, first, second, third, fourth, rest] = found
  const day = date
    ? dayTime(Number(year), Number(first ?? third), Number(second ?? fourth))
    : weekTime(Number(year), Number(first ?? third), Number(second ?? fourth ?? 1))
  if (rest === undefined) return textOfTime(day, [])
  const time = TIME.exec(rest)
  if (!time) return undefined
  const [hour = 0, minute = 0, seconds = 0] = numbers(time.slice(1, 4))
  const [hours = 0, minutes = 0] = numbers(time.slice(6, 8))
  const offset = (hours * 60 + minutes) * (time[5] === '-' ? -1 : 1)
  return textOfTime(day, [hour, minute, seconds, Number((time[4] ?? '').padEnd(6, '0'))], offset)
}

/**
 * A date or time as CKAN reads it, as CKAN stores it: UTC without a zone; undefined: CKAN refuses it.
 * Taken are ISO 8601 dates and weeks (`2020-01-02`, `20200102`, `2020-W01-4`), with a time behind one letter or sign,
 * and otherwise three to six numbers between whatever else (`2020/1/2 5:30`).
 */
export function isoDate(text: string): string | undefined {
  if (STORED.test(text) && !text.endsWith('.000000')) return text
  const iso = isoTime(text)
  if (iso !== undefined) return iso
  const found = NUMBERS.exec(text)
  if (!found) return undefined
  const [year = 0, month = 0, day = 0, ...clock] = numbers(found.slice(1))
  return textOfTime(dayTime(year, month, day), clock)
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

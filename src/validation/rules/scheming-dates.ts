import { isoDate } from './dates.ts'
import type { Field } from '../rule.ts'

const ZONE = /(?:Z|([+-]\d{2}):?(\d{2})?)$/i
const STRICT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.(\d{1,6}))?)?(?:Z|[+-]\d{2}:\d{2})?$/

/** A time as Python's isoformat writes it, its zone kept; undefined: it can't be read. */
export function dateTime(text: string): string | undefined {
  const time = /[T ]/.test(text) ? ZONE.exec(text) : null
  const local = isoDate(time ? text.slice(0, -time[0].length) : text)
  if (local === undefined || isoDate(text) === undefined) return undefined
  const zone = time ? `${time[1] ?? '+00'}:${time[2] ?? '00'}` : ''
  return local + zone
}

/** A time in UTC, without a zone; digits after the point count as microseconds, as ckanext-scheming reads them. */
export function dateTimeWithZone(text: string): string | undefined {
  const match = STRICT.exec(text)
  if (!match) return undefined
  const [, fraction] = match
  const padded = fraction === undefined ? text : text.replace(`.${fraction}`, `.${fraction.padStart(6, '0')}`)
  return isoDate(padded)
}

/** Minutes that a zone is ahead of UTC at a local time; undefined: no such zone. */
function zoneMinutes(zone: string, local: string): number | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    const name = format
      .formatToParts(new Date(`${local}Z`))
      .find(({ type }) => type === 'timeZoneName')?.value
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name ?? '') ?? []
    const ahead = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
    return sign === '-' ? -ahead : ahead
  } catch {
    return undefined
  }
}

const zoneText = (minutes: number): string => {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

/**
 * The time that a form gives in parts (`<field>_date`, `<field>_time`, `<field>_tz`); complaints stand under the parts.
 *
 * @returns `none` when there are no parts, undefined when they make no time
 */
export function inputParts(field: Field, isUtc: boolean, isRequired: boolean): string | undefined {
  const part = (suffix: string): unknown => field.siblings[`${field.key}_${suffix}`]
  const complain = (suffix: string, message: string): undefined => {
    const key = `${field.key}_${suffix}`
    const earlier = field.siblingErrors[key]
    field.siblingErrors[key] = [...(Array.isArray(earlier) ? (earlier as string[]) : []), message]
    return undefined
  }
  if (part('date') === undefined && part('time') === undefined) return 'none'
  const [date, time, zone] = ['date', 'time', 'tz'].map(part)
  if (isRequired) {
    for (const suffix of ['date', 'time', 'tz']) if (!part(suffix)) complain(suffix, 'Missing value')
  }
  let read: string | undefined
  if (date) {
    read = typeof date === 'string' ? dateTime(date) : undefined
    if (read === undefined) complain('date', 'Date format incorrect')
  }
  if (time) {
    if (!date) {
      complain('date', 'Date is required when a time is provided')
      return
    }
    read = typeof date === 'string' && typeof time === 'string' ? dateTime(`${date} ${time}`) : undefined
    if (read === undefined) {
      complain('time', 'Time format incorrect')
      return
    }
  }
  if (!zone || read === undefined) return read
  const minutes = typeof zone === 'string' ? zoneMinutes(zone, read) : undefined
  if (minutes === undefined) {
    complain('tz', 'Invalid timezone')
    return
  }
  const zoned = read + zoneText(minutes)
  return isUtc ? dateTimeWithZone(zoned) : zoned
}

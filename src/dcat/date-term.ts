import { type Literal, literal } from './term.ts'

const YEAR = /^\d{4}$/
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
const MOMENT =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i

const offset = (zone: string | undefined): string =>
  zone === undefined ? '' : /z/i.test(zone) ? '+00:00' : zone.replace(/^(...):?(..)$/, '$1:$2')

/** ISO text of a moment as Python writes it, at the start of a year, month or day; undefined: no date. */
export function isoMoment(text: string): string | undefined {
  if (YEAR.test(text)) return `${text}-01-01T00:00:00`
  if (MONTH.test(text)) return `${text}-01T00:00:00`
  if (DAY.test(text)) return `${text}T00:00:00`
  const found = MOMENT.exec(text.trim())
  if (!found) return undefined
  const [, day = '', hour = '', minute = '', second = '00', fraction = '', zone] = found
  const micros = fraction === '' ? '' : `.${fraction.slice(1, 7).padEnd(6, '0')}`
  return `${day}T${hour}:${minute}:${second}${/^\.0*$/.test(micros) ? '' : micros}${offset(zone)}`
}

/** A date as precise as it was given, typed by XML Schema; what is none stays a string. */
export function dateTerm(text: string): Literal {
  if (YEAR.test(text)) return literal(text, 'xsd:gYear')
  if (MONTH.test(text)) return literal(text, 'xsd:gYearMonth')
  if (DAY.test(text)) return literal(text, 'xsd:date')
  const moment = isoMoment(text)
  return moment === undefined ? literal(text) : literal(moment, 'xsd:dateTime')
}

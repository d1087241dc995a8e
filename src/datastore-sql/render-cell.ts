import { positionsOf } from '../datastore/text/match-text.ts'
import { jsonb } from '../datastore/types/json-types.ts'
import { elementOf, isArray, isFloat, isInteger, type SqlType } from './sql-type.ts'

/** `12:30:00.5` with all six decimals, none without any. */
const clock = (text: string): string =>
  text.replace(/\.(\d{1,6})\d*$/, (_, fraction: string) =>
    /^0*$/.test(fraction) ? '' : `.${fraction.padEnd(6, '0')}`,
  )

/** DuckDB's text of an interval as Python writes a timedelta: years have 365 days, months 30. */
function interval(text: string): string {
  const amount = (unit: string): number => Number(new RegExp(`(-?\\d+) ${unit}s?\\b`).exec(text)?.[1] ?? 0)
  const [, sign = '', hours = '0', minutes = '00', seconds = '00', fraction = ''] =
    /(-?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?/.exec(text) ?? []
  const time =
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1_000_000 +
    Number(fraction.padEnd(6, '0') || 0)
  const micros =
    (amount('year') * 365 + amount('month') * 30 + amount('day')) * 86_400_000_000 +
    (sign === '-' ? -time : time)
  const days = Math.floor(micros / 86_400_000_000)
  const rest = micros - days * 86_400_000_000
  const part = Math.floor(rest / 1_000_000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const left = rest % 1_000_000
  const clockText = `${Math.floor(part / 3600)}:${two(Math.floor(part / 60) % 60)}:${two(part % 60)}${left === 0 ? '' : `.${String(left).padStart(6, '0')}`}`
  return days === 0 ? clockText : `${days} day${Math.abs(days) === 1 ? '' : 's'}, ${clockText}`
}

/** The words of a text as PostgreSQL shows them: `'river':2 'run':4`. */
function vector(text: string, language: string): string {
  const words = [...positionsOf(text, language)].sort(([a], [b]) => (a < b ? -1 : 1))
  return words
    .map(([word, places]) => `'${word.replaceAll("'", "''")}':${places.map((place) => place + 1).join(',')}`)
    .join(' ')
}

/** PostgreSQL's own way to write jsonb: blanks behind colons and commas, keys in its order. */
function jsonbText(text: string): string {
  const stored = jsonb.read(text)
  return typeof stored === 'string' ? jsonb.toText(stored, undefined) : text
}

/** A number as JSON has it; infinite ones are null, which JSON has no word for. */
const number = (text: string): string => (/^-?\d/.test(text) ? text : /nan/i.test(text) ? 'NaN' : 'null')

const isZeros = (text: string): boolean => /^-?\d+\.0+$/.test(text)

/** A JSON list; DuckDB's decimals have all twelve places. */
function array(text: string, element: SqlType, isExact: boolean): string {
  if (element === 'timestamp') return text.replace(/" ?(\d{4}-\d\d-\d\d) /g, '"$1T')
  if (element === 'numeric' && !isExact)
    return text.replace(/(\.\d*?)0+(?=[,\]])/g, '$1').replace(/\.(?=[,\]])/g, '')
  return text
}

/**
 * A cell of an answer as JSON, as CKAN's driver shows PostgreSQL's values.
 *
 * @param text DuckDB's text of the value; null stays null
 * @param isExact digits are shown as they are: `1.10`
 */
export function renderCell(text: string | null, type: SqlType, isExact = false): string {
  if (text === null) return 'null'
  if (isInteger(type)) return number(text)
  if (type === 'numeric') {
    if (isExact || !text.includes('.') || /e/i.test(text)) return number(text)
    return isZeros(text) ? text.replace(/\.0+$/, '') : number(text.replace(/0+$/, ''))
  }
  if (isFloat(type)) return number(text) === 'NaN' ? 'null' : number(text)
  if (type === 'bool') return text
  if (type === 'nested') return text
  if (type === 'jsonb') return JSON.stringify(jsonbText(text))
  if (isArray(type)) return array(text, elementOf(type), isExact)
  if (type === 'timestamp') return JSON.stringify(clock(text.replace(' ', 'T')))
  if (type === 'timestamptz') {
    const [, stamp = text, zone = '+00'] = /^(.*?)([+-]\d\d(?::?\d\d)?)$/.exec(text) ?? []
    return JSON.stringify(`${clock(stamp.replace(' ', 'T'))}${zone.length === 3 ? `${zone}:00` : zone}`)
  }
  // Python knows no hour 24.
  if (type === 'time') return JSON.stringify(clock(text).replace(/^24/, '00'))
  if (type === 'tsvector') return JSON.stringify(text)
  if (type === 'interval') return JSON.stringify(interval(text))
  if (type.startsWith('tsvector')) return JSON.stringify(vector(text, type.split(':')[1] ?? 'english'))
  return JSON.stringify(text)
}

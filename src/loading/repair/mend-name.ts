import { createHash } from 'node:crypto'
import type { JsonObject } from '../../core/json.ts'
import { isName } from './valid.ts'

const LONGEST = 100

/** Letters without an accent form in Unicode, spelt in ASCII. */
const SPELT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  œ: 'oe',
}

function asciiName(text: string): string {
  const lower = text
    .trim()
    .toLowerCase()
    .replace(/[ßæøđðþłœ]/g, (letter) => SPELT[letter] ?? letter)
  const plain = lower.normalize('NFD').replace(/\p{M}/gu, '')
  return plain
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST)
}

/**
 * A name that CKAN accepts, made from the record's name or title: the same record gives the same name each time. What
 * has no Latin letter at all gets a name made of a hash.
 */
export function mendName(record: JsonObject): string {
  const texts = [record.name, record.title].filter((text) => typeof text === 'string')
  const name = texts.map(asciiName).find(isName)
  if (name !== undefined) return name
  const hash = createHash('sha256')
    .update(texts.join('\n') || JSON.stringify(record.id ?? null))
    .digest('hex')
  return `unnamed-${hash.slice(0, 12)}`
}

/** The name with a number at its end: `roads-2`. */
export const numberedName = (name: string, number: number): string =>
  `${name.slice(0, LONGEST - String(number).length - 1)}-${String(number)}`

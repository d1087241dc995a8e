import { isIP } from 'node:net'
import { invalidInput, PgError } from './pg-error.ts'
import type { PgType } from './pg-type.ts'

const json = (stored: string | number): string => JSON.stringify(String(stored))

const textLike = (name: string, sqlName: string, more: Partial<PgType> = {}): PgType => ({
  name,
  sqlName,
  affinity: 'TEXT',
  family: 'other',
  read: (text) => text,
  toJson: json,
  toText: String,
  ...more,
})

export const text = textLike('text', 'text', { family: 'text' })

const lengthOf = (value: string): number => (/[\ud800-\udbff]/.test(value) ? [...value].length : value.length)

/** Cuts blanks at the end that are too many, as PostgreSQL does; other letters it refuses. */
function fitted(value: string, size: number, sqlName: string): string {
  if (lengthOf(value) <= size) return value
  const letters = [...value]
  if (letters.slice(size).some((letter) => letter !== ' '))
    throw new PgError(`value too long for type ${sqlName}`)
  return letters.slice(0, size).join('')
}

export function varchar(size?: number): PgType {
  const sqlName = size === undefined ? 'character varying' : `character varying(${String(size)})`
  return textLike('varchar', sqlName, {
    family: 'text',
    read: (value) => (size === undefined ? value : fitted(value, size, sqlName)),
  })
}

/** `char(n)`, filled with blanks. */
export function bpchar(size = 1): PgType {
  const sqlName = `character(${String(size)})`
  return textLike('bpchar', sqlName, {
    family: 'text',
    read: (value) => {
      const cut = fitted(value, size, sqlName)
      return cut + ' '.repeat(Math.max(0, size - lengthOf(cut)))
    },
  })
}

const TRUE_WORDS = ['true', 'yes', 'on', '1']
const FALSE_WORDS = ['false', 'no', 'off', '0']

export const bool: PgType = {
  name: 'bool',
  sqlName: 'boolean',
  affinity: 'INTEGER',
  family: 'boolean',
  read: (value) => {
    const word = value.trim().toLowerCase()
    if (word !== '' && word !== 'o') {
      if (TRUE_WORDS.some((known) => known.startsWith(word))) return 1
      if (FALSE_WORDS.some((known) => known.startsWith(word))) return 0
    }
    throw invalidInput('boolean', value)
  },
  toJson: (stored) => (stored === 1 ? 'true' : 'false'),
  toText: (stored) => (stored === 1 ? 'true' : 'false'),
  toCsv: (stored) => (stored === 1 ? 't' : 'f'),
}

export const uuid = textLike('uuid', 'uuid', {
  read: (value) => {
    const bare = /^\{(.*)\}$/.exec(value)?.[1] ?? value
    const digits = bare.replaceAll('-', '').toLowerCase()
    if (!/^[0-9a-f]{32}$/.test(digits) || !/^(?:[0-9a-fA-F]{4}-?)*[0-9a-fA-F]{4}$/.test(bare))
      throw invalidInput('uuid', value)
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  },
})

function network(name: 'inet' | 'cidr'): PgType {
  return textLike(name, name, {
    read: (value) => {
      const [, address = '', bits] = /^\s*([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?\s*$/.exec(value) ?? []
      const version = isIP(address)
      const most = version === 4 ? 32 : 128
      if (version === 0 || (bits !== undefined && Number(bits) > most)) throw invalidInput(name, value)
      const shown = address.toLowerCase()
      if (name === 'cidr') return `${shown}/${bits ?? String(most)}`
      return bits === undefined || Number(bits) === most ? shown : `${shown}/${bits}`
    },
  })
}

export const inet = network('inet')
export const cidr = network('cidr')

export const bit = (size = 1, isVarying = false): PgType => {
  const sqlName = `bit${isVarying ? ' varying' : ''}(${String(size)})`
  return textLike(isVarying ? 'varbit' : 'bit', sqlName, {
    read: (value) => {
      const wrong = /[^01]/.exec(value)?.[0]
      if (wrong !== undefined) throw new PgError(`"${wrong}" is not a valid binary digit`)
      if (!isVarying && value.length !== size)
        throw new PgError(`bit string length ${String(value.length)} does not match type ${sqlName}`)
      return value
    },
  })
}

/** A lexeme list: words in quotes, in order, with their places. */
export const tsvector = textLike('tsvector', 'tsvector', {
  read: (value) => {
    const words = new Map<string, string>()
    for (const [, quoted, bare, places = ''] of value.matchAll(
      /(?:'((?:[^']|'')*)'|([^\s:']+))(?::([\dA-D,]+))?/g,
    )) {
      const word = quoted?.replaceAll("''", "'") ?? bare ?? ''
      const known = words.get(word)
      words.set(word, known ? [known, places].filter(Boolean).join(',') : places)
    }
    return [...words.entries()]
      .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([word, places]) => `'${word.replaceAll("'", "''")}'${places === '' ? '' : `:${places}`}`)
      .join(' ')
  },
})

export const bytea = textLike('bytea', 'bytea', {
  read: (value) =>
    value.startsWith('\\x') ? value.toLowerCase() : `\\x${Buffer.from(value).toString('hex')}`,
})

export const point = textLike('point', 'point', {
  unordered: true,
  read: (value) => {
    const match = /^\s*\(?\s*([-+\d.eE]+)\s*,\s*([-+\d.eE]+)\s*\)?\s*$/.exec(value)
    const numbers = [match?.[1], match?.[2]].map(Number)
    if (!match || numbers.some(Number.isNaN)) throw invalidInput('point', value)
    return `(${numbers.join(',')})`
  },
})

export const macaddr = textLike('macaddr', 'macaddr', {
  read: (value) => {
    const digits = value.replace(/[:.\s-]/g, '').toLowerCase()
    if (!/^[0-9a-f]{12}$/.test(digits)) throw invalidInput('macaddr', value)
    return digits.replace(/(..)(?!$)/g, '$1:')
  },
})

export const xml = textLike('xml', 'xml', { unordered: true })
/** PostGIS's column, as far as text goes: what was written comes back. */
export const geometry = textLike('geometry', 'geometry', { unordered: true })

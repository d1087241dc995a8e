import { createRequire } from 'node:module'
import { existsSync, readFileSync } from 'node:fs'
import { resolve, dirname } from 'node:path'
import type * as AjvModule from 'ajv'
import { ConfigError } from './config-error.ts'
import { envOptions } from './env-options.ts'
import { expectedValue } from './expected-value.ts'
import { interpolate } from './interpolate.ts'
import { configSchema, type OptionSchema } from './option-schema.ts'
import { parseIni } from './parse-ini.ts'
import { readValue, type OptionValue } from './read-value.ts'

/** Where the values of options are looked for; later ones win: file, environment, flags. */
export interface OptionSources {
  /** A ckan.ini; a file that does not exist holds nothing. */
  readonly file?: string | undefined
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Option name → text as given on the command line. */
  readonly flags?: Readonly<Record<string, string | undefined>>
  /** Told of each option that begins with `ckan` and is not known. */
  readonly warn?: (line: string) => void
}

export interface ReadOption {
  readonly value: OptionValue
  /** For people: "default", a file, an environment variable or a flag. */
  readonly from: string
}

interface Given {
  readonly text: string
  readonly from: string
}

function readFile(file: string | undefined): Map<string, string> {
  if (file === undefined || !existsSync(file)) return new Map()
  return parseIni(readFileSync(file, 'utf8'), file)
}

function collect(sources: OptionSources): Map<string, Given> {
  const given = new Map<string, Given>()
  const file = sources.file
  for (const [name, text] of readFile(file)) given.set(name, { text, from: file ?? '' })
  const spelling = new Map(Object.keys(configSchema().properties).map((name) => [name.toLowerCase(), name]))
  for (const [name, { text, variable }] of envOptions(sources.env ?? {})) {
    given.set(spelling.get(name) ?? name, { text, from: `the environment variable ${variable}` })
  }
  for (const [name, text] of Object.entries(sources.flags ?? {})) {
    if (text !== undefined) given.set(name, { text, from: 'the command line' })
  }
  return given
}

const require = createRequire(import.meta.url)

/** Most options take any value of their type. ajv is read only for the others: it is a sixth of the time of a start. */
const isLimited = (schema: OptionSchema): boolean =>
  ['enum', 'minimum', 'maximum', 'minLength', 'pattern'].some((keyword) => keyword in schema)

function isValid(schema: OptionSchema, value: OptionValue | undefined): boolean {
  if (value === undefined) return false
  if (!isLimited(schema)) return true
  const { Ajv } = require('ajv') as typeof AjvModule
  const ajv = new Ajv()
  ajv.addVocabulary(['group', 'secret'])
  return ajv.validate(schema, value)
}

/**
 * Every option of schemas/config.json with its value and where it comes from.
 *
 * @throws ConfigError for a value that the schema refuses: which option, from where, what is expected
 */
export function readOptions(sources: OptionSources): ReadonlyMap<string, ReadOption> {
  const given = collect(sources)
  const { properties } = configSchema()
  for (const [name, { from }] of given) {
    if (/^ckan(ister)?\./.test(name) && !Object.hasOwn(properties, name)) {
      sources.warn?.(`The option ${name} (in ${from}) is not known here and has no effect.`)
    }
  }
  const here = sources.file === undefined ? undefined : dirname(resolve(sources.file))
  const lookUp = (name: string): string | undefined => {
    if (name === 'here') return here
    const text = given.get(name)?.text
    if (text !== undefined) return text
    const fallback = properties[name]?.default
    return Array.isArray(fallback) ? fallback.join(' ') : fallback?.toString()
  }
  const options = new Map<string, ReadOption>()
  for (const [name, schema] of Object.entries(properties)) {
    const { text, from } = given.get(name) ?? { text: lookUp(name) ?? '', from: 'default' }
    const plain = interpolate(text, lookUp, `The option ${name} (in ${from})`)
    const value = readValue(plain, schema)
    // Only what somebody wrote can be wrong: the defaults are checked by a test.
    if (from !== 'default' && !isValid(schema, value)) {
      const shown = schema.secret ? 'that value' : `"${plain}"`
      throw new ConfigError(
        `The option ${name} can't be ${shown} (from ${from}): expected ${expectedValue(schema)}.`,
      )
    }
    options.set(name, { value: value ?? '', from })
  }
  return options
}

import { randomBytes } from 'node:crypto'
import { type ErrorDict, ValidationError } from '../../core/errors.ts'
import type { JsonObject, JsonValue } from '../../core/json.ts'
import { isObject } from '../readers/is-object.ts'
import type { RecordKind } from '../readers/record.ts'
import { mendEmail } from './mend-email.ts'
import { mendExtras } from './mend-extras.ts'
import { mendName, numberedName } from './mend-name.ts'
import { mendResources } from './mend-resources.ts'
import { mendTags } from './mend-tags.ts'
import { isName } from './valid.ts'
import { withoutJunk } from './without-junk.ts'

export interface Repaired {
  readonly record: JsonObject
  /** What was changed, a sentence each. */
  readonly notes: readonly string[]
}

type Mend = (record: JsonObject, errors: ErrorDict, kind: RecordKind) => Repaired

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : []

const shown = (value: JsonValue | undefined): string => JSON.stringify(value ?? null).slice(0, 120)

function without(record: JsonObject, key: string): Repaired {
  const { [key]: value, ...rest } = record
  return { record: rest, notes: [`${key} ${shown(value)}: left out`] }
}

const replaced = (record: JsonObject, key: string, value: JsonValue): Repaired => ({
  record: { ...record, [key]: value },
  notes: [`${key} ${shown(record[key])}: now ${shown(value)}`],
})

const NUMBER = /-(\d{1,6})$/

/** Another name when this one is refused: a valid spelling first, then a number at its end. */
const mendRecordName: Mend = (record) => {
  const { name } = record
  if (typeof name !== 'string' || !isName(name)) return replaced(record, 'name', mendName(record))
  const number = Number(NUMBER.exec(name)?.[1] ?? 1)
  return replaced(record, 'name', numberedName(number > 1 ? name.replace(NUMBER, '') : name, number + 1))
}

const mendAddress =
  (key: string): Mend =>
  (record, _errors, kind) => {
    const { [key]: text } = record
    const address = typeof text === 'string' ? mendEmail(text) : undefined
    if (address !== undefined && address !== text) return replaced(record, key, address)
    return kind === 'user' ? { record, notes: [] } : without(record, key)
  }

const mendRecordExtras: Mend = (record, errors) => {
  const { extras, notes } = mendExtras(objects(record.extras), errors.extras)
  return { record: { ...record, extras }, notes }
}

const MENDS: Readonly<Record<string, Mend>> = {
  id: (record) => without(record, 'id'),
  name: mendRecordName,
  tags: (record, errors) => {
    const isVocabularyUnknown = JSON.stringify(errors.tags).includes('vocabulary_id')
    const { tags, notes } = mendTags(objects(record.tags), !isVocabularyUnknown)
    return { record: { ...record, tags }, notes }
  },
  extras: mendRecordExtras,
  extras_validation: mendRecordExtras,
  resources: (record, errors) => {
    const { resources, notes } = mendResources(objects(record.resources), errors.resources)
    return { record: { ...record, resources }, notes }
  },
  author_email: mendAddress('author_email'),
  maintainer_email: mendAddress('maintainer_email'),
  email: mendAddress('email'),
  version: (record) => replaced(record, 'version', shown(record.version).slice(1, 101)),
  metadata_created: (record) => without(record, 'metadata_created'),
  metadata_modified: (record) => without(record, 'metadata_modified'),
  about: (record) => without(record, 'about'),
  password: (record) => ({
    record: { ...record, password: randomBytes(24).toString('base64url') },
    notes: ['password: a random one, as the dump has none; the user must ask for a new one'],
  }),
  __junk: (record) => withoutJunk(record),
}

/**
 * Repairs what CKAN refused, and only that.
 *
 * @returns undefined when something was refused that cannot be repaired
 */
export function repair(kind: RecordKind, record: JsonObject, error: unknown): Repaired | undefined {
  if (!(error instanceof ValidationError)) return undefined
  let repaired: Repaired = { record, notes: [] }
  for (const key of Object.keys(error.errors)) {
    // Mended together with the extras themselves.
    if (key === 'extras_validation' && 'extras' in error.errors) continue
    const step = MENDS[key]?.(repaired.record, error.errors, kind)
    if (step === undefined || step.notes.length === 0) return undefined
    repaired = { record: step.record, notes: [...repaired.notes, ...step.notes] }
  }
  return repaired
}

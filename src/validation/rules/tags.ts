import type { VocabularyRow } from '../../store/vocabularies.ts'
import type { Rule, RuleEntry } from '../rule.ts'
import { textOf } from './texts.ts'

const TAG = /^[\p{L}\p{N}_ .-]*$/u

/** CKAN's sentences against a tag's name, in its order. */
function tagNameErrors(name: string): string[] {
  const length = [...name].length
  const errors: string[] = []
  if (length < 2) errors.push(`Tag "${name}" length is less than minimum 2`)
  if (length > 100) errors.push(`Tag "${name}" length is more than maximum 100`)
  if (!TAG.test(name)) {
    errors.push(
      `Tag "${name}" can only contain alphanumeric characters, spaces (" "), hyphens ("-"), underscores ("_") or dots (".")`,
    )
  }
  return errors
}

const tagString: Rule = (field) => {
  const texts = Array.isArray(field.value) ? field.value.map(textOf) : textOf(field.value).split(',')
  const names = texts.map((name) => name.trim()).filter((name) => name !== '')
  // CKAN stops at the first mistake.
  field.errors.push(...names.flatMap(tagNameErrors).slice(0, 1))
  const given = Array.isArray(field.siblings['tags']) ? (field.siblings['tags'] as readonly unknown[]) : []
  if (field.errors.length === 0) field.siblings['tags'] = [...given, ...names.map((name) => ({ name }))]
  return 'drop'
}

/** A tag that a vocabulary already has can't be made again. */
const tagNotInVocabulary: Rule = async (field, { context }) => {
  const { name } = field.siblings
  if (typeof name !== 'string' || name === '') {
    field.errors.push('No tag name')
    return undefined
  }
  const vocabulary = textOf(field.value)
  if (await context.store.tags.named(name, vocabulary)) {
    field.errors.push(`Tag ${name} already belongs to vocabulary ${vocabulary}`)
  }
  return undefined
}

const vocabularyName: Rule = async (field, { context, subject }) => {
  const name = textOf(field.value)
  const length = [...name].length
  // A list is no name, though its text is long enough.
  if (length < 2 || typeof field.value === 'object')
    field.errors.push('Name must be at least 2 characters long')
  if (length > 100) field.errors.push('Name must be a maximum of 100 characters long')
  if (field.errors.length > 0) return undefined
  const holder = await context.store.vocabularies.find(name)
  if (holder?.name === name && holder.id !== (subject as VocabularyRow | undefined)?.id) {
    field.errors.push('That vocabulary name is already in use.')
  }
  return undefined
}

export const tagRules: Readonly<Record<string, RuleEntry>> = {
  tag_name_validator: (field) => {
    field.errors.push(...tagNameErrors(textOf(field.value)))
    return undefined
  },
  tag_string_convert: tagString,
  tag_not_in_vocabulary: tagNotInVocabulary,
  vocabulary_name_validator: vocabularyName,
  vocabulary_id_exists: async (field, { context }) => {
    const vocabulary = await context.store.vocabularies.get(textOf(field.value))
    if (!vocabulary) field.errors.push('Tag vocabulary was not found.')
    return undefined
  },
}

import type { JsonObject } from '../../core/json.ts'
import { isTagName } from './valid.ts'

const cleaned = (name: string): string =>
  Array.from(
    name
      .replace(/[^\p{L}\p{N}_ .-]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
    .slice(0, 100)
    .join('')
    .trim()

export interface MendedTags {
  readonly tags: readonly JsonObject[]
  readonly notes: readonly string[]
}

/**
 * Tags that CKAN accepts: characters that it refuses become spaces, too short ones are left out, and tags of
 * vocabularies that are not here become free tags.
 */
export function mendTags(tags: readonly JsonObject[], knowsVocabularies: boolean): MendedTags {
  const notes: string[] = []
  const mended = tags.flatMap((tag): readonly JsonObject[] => {
    const { vocabulary_id: vocabulary, ...free } = tag
    const kept: JsonObject = knowsVocabularies ? tag : free
    if (!knowsVocabularies && vocabulary !== undefined && vocabulary !== null) {
      notes.push(
        `tag ${JSON.stringify(tag.name ?? null)}: no longer of vocabulary ${JSON.stringify(vocabulary)}`,
      )
    }
    const name = typeof tag.name === 'string' ? tag.name : ''
    if (isTagName(name)) return [kept]
    const better = cleaned(name)
    if (!isTagName(better)) {
      notes.push(`tag ${JSON.stringify(tag.name ?? null)}: left out`)
      return []
    }
    notes.push(`tag ${JSON.stringify(name)}: now ${JSON.stringify(better)}`)
    return [{ ...kept, name: better }]
  })
  return { tags: mended, notes }
}

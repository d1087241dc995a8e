import type { JsonObject, JsonValue } from '../../core/json.ts'
import { analyse, type Chain } from '../analysis/analyse.ts'
import { languageOf } from '../analysis/languages.ts'
import type { Highlights } from '../door.ts'
import type { WantedTerms } from './words-of-plan.ts'

/** Characters around the words found, and pieces of one field. */
const AROUND = 80
const MOST_PIECES = 3
/** Characters of a text that are looked at. */
const LONGEST = 20_000

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;' }
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)

interface Place {
  readonly from: number
  readonly to: number
}

/** Which words of a text were looked for. */
function findWords(text: string, wanted: readonly WantedTerms[]): Place[] {
  const chains = new Set<Chain>(['text'])
  for (const { field } of wanted) {
    const language = languageOf(field.split(':')[0] ?? '')
    if (language) chains.add(language)
  }
  const places: Place[] = []
  for (const { 0: word, index } of text.slice(0, LONGEST).matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const terms = [...chains].flatMap((chain) => analyse(chain, word, 'index'))
    if (!terms.some(({ term }) => wanted.some(({ accepts }) => accepts(term)))) continue
    places.push({ from: index, to: index + word.length })
  }
  return places
}

function mark(text: string, places: readonly Place[], from: number, to: number): string {
  let marked = from === 0 ? '' : '…'
  let at = from
  for (const place of places) {
    if (place.from < at || place.to > to) continue
    marked += `${escape(text.slice(at, place.from))}<em>${escape(text.slice(place.from, place.to))}</em>`
    at = place.to
  }
  return `${marked}${escape(text.slice(at, to))}${to === text.length ? '' : '…'}`
}

/** Moves a cut to the nearest blank before it, so that no word is cut. */
const atBlank = (text: string, at: number): number => {
  if (at <= 0) return 0
  if (at >= text.length) return text.length
  const blank = text.lastIndexOf(' ', at)
  return blank > at - AROUND / 2 && blank > 0 ? blank + 1 : at
}

function pieces(text: string, wanted: readonly WantedTerms[]): string[] {
  const places = findWords(text, wanted)
  const found: string[] = []
  let end = 0
  for (const place of places) {
    if (found.length === MOST_PIECES) break
    if (place.from < end) continue
    const from = Math.max(end, atBlank(text, place.from - AROUND))
    end = Math.max(place.to, atBlank(text, place.to + AROUND))
    found.push(mark(text, places, from, end))
  }
  return found
}

const textsOf = (list: JsonValue | undefined, key: string): string[] =>
  (Array.isArray(list) ? (list as readonly (JsonObject | null)[]) : []).flatMap((item) => {
    const text = item?.[key]
    return typeof text === 'string' ? [text] : []
  })

/** Fields that are shown, and the fields of the index whose words count there. */
function shownTexts(dataset: JsonObject): readonly (readonly [field: string, texts: readonly string[]])[] {
  const one = (key: string): string[] => (typeof dataset[key] === 'string' ? [dataset[key]] : [])
  return [
    ['title', one('title')],
    ['notes', one('notes')],
    ['author', one('author')],
    ['maintainer', one('maintainer')],
    ['tags', textsOf(dataset.tags, 'name')],
    ['res_name', textsOf(dataset.resources, 'name')],
    ['res_description', textsOf(dataset.resources, 'description')],
  ]
}

/** Pieces of a dataset's texts with the words that were looked for in `<em>`; fields without any are left out. */
export function highlight(dataset: JsonObject, words: readonly WantedTerms[]): Highlights {
  const shown = shownTexts(dataset).flatMap(([field, texts]): [string, string[]][] => {
    const wanted = words.filter(
      (word) =>
        word.field === field ||
        /(?:^|:)text$/.test(word.field) ||
        word.field === `${word.field.split(':')[0] ?? ''}:${field}`,
    )
    if (wanted.length === 0) return []
    const found = texts.flatMap((text) => pieces(text, wanted)).slice(0, MOST_PIECES)
    return found.length === 0 ? [] : [[field, found]]
  })
  return Object.fromEntries(shown)
}

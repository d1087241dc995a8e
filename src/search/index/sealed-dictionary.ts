import type { ByteSource } from './block-store.ts'
import { ByteReader } from './byte-reader.ts'
import { findInGroup, type TermPlace } from './find-in-group.ts'
import { SECTION, TERMS_PER_GROUP, type Span } from './segment-layout.ts'
import { TermGroup } from './term-group.ts'

/** The terms of a field of a closed segment, and where what belongs to them stands. Numbered in the order of their bytes. */
export interface SealedDictionary {
  /** The number of the first term that is not before another, and where things stand if it is the same. */
  seek(term: string): { readonly number: number; readonly found?: TermPlace | undefined }
  text(number: number): string
  place(number: number): TermPlace
}

export interface DictionaryLayout {
  readonly terms: number
  readonly groups: Span
  readonly dictionary: Span
}

/** @param analysed whether terms have counts and positions */
export function openSealedDictionary(
  { terms, groups, dictionary }: DictionaryLayout,
  analysed: boolean,
  source: ByteSource,
): SealedDictionary {
  const groupCount = Math.ceil(terms / TERMS_PER_GROUP)
  const decoded = new TermGroup()
  /** First terms of groups that were looked at, a character for each byte: V8 compares texts faster than bytes. */
  const firstTerms: string[] = []
  let starts: Float64Array | undefined

  const startOf = (group: number): number => {
    if (!starts) {
      const bytes = source.read(SECTION.columns, groups.offset, groups.length)
      starts = Float64Array.from({ length: groupCount }, (_, i) => {
        let start = 0
        for (let shift = 4; shift >= 0; shift--) start = start * 256 + (bytes[i * 5 + shift] ?? 0)
        return start
      })
    }
    return starts[group] ?? dictionary.length
  }
  const sizeOf = (group: number): number => Math.min(TERMS_PER_GROUP, terms - group * TERMS_PER_GROUP)
  const bytesOf = (group: number): Uint8Array => {
    const start = startOf(group)
    const end = group + 1 < groupCount ? startOf(group + 1) : dictionary.length
    return source.read(SECTION.terms, dictionary.offset + start, end - start)
  }
  const firstTerm = (group: number): string => {
    const known = firstTerms[group]
    if (known !== undefined) return known
    const reader = new ByteReader(bytesOf(group))
    reader.varint()
    reader.varint()
    reader.varint()
    const term = reader.slice(reader.varint())
    const text = Buffer.from(term.buffer, term.byteOffset, term.length).toString('latin1')
    firstTerms[group] = text
    return text
  }
  /** Decodes the group that a term is in. @returns the term's place in it */
  const decode = (number: number): number => {
    const place = number % TERMS_PER_GROUP
    const first = number - place
    const group = first / TERMS_PER_GROUP
    if (decoded.first !== first) decoded.read(bytesOf(group), first, sizeOf(group), analysed)
    return place
  }
  return {
    seek: (term) => {
      const bytes = Buffer.from(term, 'utf8')
      const wanted = bytes.length === term.length ? term : bytes.toString('latin1')
      let low = 0
      let high = groupCount
      while (low < high) {
        const middle = (low + high) >>> 1
        if (firstTerm(middle) <= wanted) low = middle + 1
        else high = middle
      }
      if (low === 0) return { number: 0 }
      const group = low - 1
      const { place, found } = findInGroup(bytesOf(group), sizeOf(group), analysed, bytes)
      return { number: group * TERMS_PER_GROUP + place, found }
    },
    text: (number) => decoded.text(decode(number)),
    place: (number) => {
      const i = decode(number)
      return {
        frequency: decoded.frequencies[i] ?? 0,
        postingsAt: decoded.postingsAt[i] ?? 0,
        postingsLength: decoded.postingsLength[i] ?? 0,
        positionsAt: decoded.positionsAt[i] ?? 0,
        positionsLength: decoded.positionsLength[i] ?? 0,
      }
    },
  }
}

import { lowerCase } from '../analysis/lower-case.ts'
import { createMemoryField } from '../index/memory-field.ts'
import type { FieldIndex, Segment } from '../index/segment.ts'
import { compareText } from '../index/compare-text.ts'

const views = new WeakMap<FieldIndex, { version: number; view: FieldIndex }>()

/** The field whose values an n-gram field is made of. */
export const ngramSource = (name: string): string => (name === 'name_ngram' ? 'name' : 'title_string')

function smallestPiece(text: string): string | undefined {
  const letters = Array.from(lowerCase(text))
  let smallest: string | undefined
  for (let i = 0; i + 1 < letters.length; i++) {
    const piece = `${letters[i] ?? ''}${letters[i + 1] ?? ''}`
    if (smallest === undefined || compareText(piece, smallest) < 0) smallest = piece
  }
  return smallest
}

/** Of an n-gram field, which is kept nowhere, what sorting by it needs: the smallest piece of each document. */
export function pieceField(segment: Segment, name: string): FieldIndex | undefined {
  const source = segment.field(ngramSource(name))
  if (!source) return undefined
  const known = views.get(source)
  if (known?.version === source.version) return known.view
  const pairs: { slot: number; piece: string }[] = []
  for (let number = 0; number < source.termCount; number++) {
    const piece = smallestPiece(source.term(number))
    if (piece === undefined) continue
    for (const slot of source.postings(number).slots) pairs.push({ slot, piece })
  }
  const view = createMemoryField()
  for (const { slot, piece } of pairs.sort((a, b) => a.slot - b.slot)) view.addValue(slot, piece)
  views.set(source, { version: source.version, view })
  return view
}

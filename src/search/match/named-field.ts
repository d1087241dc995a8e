import { compareText } from '../index/compare-text.ts'
import type { FieldIndex } from '../index/segment.ts'
import type { Names } from './names.ts'

/** Fields whose terms are ids in the index and names to the world. */
export const NAMED_FIELDS: ReadonlySet<string> = new Set(['organization', 'groups'])

const views = new WeakMap<FieldIndex, { key: string; view: FieldIndex }>()

/** A field of ids as if it held the names: its terms are the names in their order. Ids without a name stay as they are. */
export function namedField(field: FieldIndex, names: Names): FieldIndex {
  const key = `${String(field.version)} ${String(names.version)}`
  const known = views.get(field)
  if (known?.key === key) return known.view
  const view = build(field, names)
  views.set(field, { key, view })
  return view
}

interface Entry {
  readonly name: string
  readonly number: number
}

function build(field: FieldIndex, names: Names): FieldIndex {
  let sorted: Entry[] | undefined
  const entries = (): Entry[] =>
    (sorted ??= Array.from({ length: field.termCount }, (_, number) => {
      const id = field.term(number)
      return { name: names.byId.get(id) ?? id, number }
    }).sort((a, b) => compareText(a.name, b.name)))
  const numberAt = (number: number): number => entries()[number]?.number ?? 0
  return {
    version: field.version,
    documents: field.documents,
    occurrences: field.occurrences,
    termCount: field.termCount,
    analysed: false,
    lookup: (term) => {
      const ids = names.idsOf.get(term) ?? (names.byId.has(term) ? [] : [term])
      for (const id of ids) {
        const entry = field.lookup(id)
        if (entry) return entry
      }
      return undefined
    },
    ceiling: (text) => {
      const found = entries().findIndex(({ name }) => compareText(name, text) >= 0)
      return found < 0 ? field.termCount : found
    },
    term: (number) => entries()[number]?.name ?? '',
    postings: (number) => field.postings(numberAt(number)),
    mark: (number, bits) => {
      field.mark(numberAt(number), bits)
    },
    positions: (number, postings) => field.positions(numberAt(number), postings),
    norms: () => undefined,
  }
}

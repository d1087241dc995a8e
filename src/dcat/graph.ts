import type { Name } from './namespaces.ts'
import { type Blank, named, type Resource, type Term, termKey } from './term.ts'

/** What a graph says about a subject: objects by their keys, by predicate. */
export interface Described {
  readonly subject: Resource
  readonly properties: ReadonlyMap<Name, ReadonlyMap<string, Term>>
  /** How often it is an object. */
  readonly references: number
}

/** Statements of one document, each kept once. */
export interface Graph {
  readonly add: (subject: Resource, predicate: Name, object: Term) => void
  readonly type: (subject: Resource, name: Name) => void
  readonly blank: () => Blank
  /** The subjects in the order of their first mention. */
  readonly subjects: () => readonly Described[]
}

/** An empty graph. */
export function createGraph(): Graph {
  const subjects = new Map<string, { subject: Resource; properties: Map<Name, Map<string, Term>> }>()
  let blanks = 0
  const add: Graph['add'] = (subject, predicate, object) => {
    const key = termKey(subject)
    const described = subjects.get(key) ?? { subject, properties: new Map<Name, Map<string, Term>>() }
    const objects = described.properties.get(predicate) ?? new Map<string, Term>()
    subjects.set(key, described)
    described.properties.set(predicate, objects)
    objects.set(termKey(object), object)
  }
  const references = (): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>()
    for (const { properties } of subjects.values())
      for (const objects of properties.values())
        for (const [key, object] of objects)
          if (object.kind !== 'literal') counts.set(key, (counts.get(key) ?? 0) + 1)
    return counts
  }
  return {
    add,
    type: (subject, name) => {
      add(subject, 'rdf:type', named(name))
    },
    blank: () => ({ kind: 'blank', value: `b${blanks++}` }),
    subjects: () => {
      const counts = references()
      return [...subjects].map(([key, described]) => ({ ...described, references: counts.get(key) ?? 0 }))
    },
  }
}

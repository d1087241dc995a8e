import { analyse } from '../analysis/analyse.ts'

/** Where the words of a name occur: token → id → positions. */
export type NameTokens = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>

/** Names of organisations and groups at one moment. Documents hold only their ids, so that a new name is no rewrite. */
export interface Names {
  /** Differs from that of other moments with other names. */
  readonly version: number
  readonly byId: ReadonlyMap<string, string>
  readonly idsOf: ReadonlyMap<string, readonly string[]>
  /** The words that a name adds to a document's catch-all text. */
  readonly tokens: () => NameTokens
}

function readTokens(byId: ReadonlyMap<string, string>): NameTokens {
  const tokens = new Map<string, Map<string, number[]>>()
  for (const [id, name] of byId) {
    for (const { term, position } of analyse('text', name, 'index')) {
      let places = tokens.get(term)
      if (!places) tokens.set(term, (places = new Map<string, number[]>()))
      const known = places.get(id)
      if (known) known.push(position)
      else places.set(id, [position])
    }
  }
  return tokens
}

export function createNames(version: number, byId: ReadonlyMap<string, string>): Names {
  const idsOf = new Map<string, string[]>()
  for (const [id, name] of byId) {
    const ids = idsOf.get(name)
    if (ids) ids.push(id)
    else idsOf.set(name, [id])
  }
  let tokens: NameTokens | undefined
  return { version, byId, idsOf, tokens: () => (tokens ??= readTokens(byId)) }
}

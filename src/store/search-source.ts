import type { JsonObject } from '../core/json.ts'
import type { OpenStore } from './store.ts'

/** What the search engine asks of the catalogue while it indexes and answers; it does not wait for answers. */
export function searchSource(store: OpenStore) {
  const { reader, writer } = store.connections
  const vocabulary = writer.prepare('SELECT name FROM vocabulary WHERE id = ?').pluck()
  const groups = reader.prepare('SELECT id, name FROM "group"').raw()
  const changesAfter = reader.prepare('SELECT seq, kind FROM changes WHERE seq > ? ORDER BY seq')
  const lastChange = reader.prepare('SELECT ifnull(max(seq), 0) FROM changes').pluck()
  let seen = lastChange.get() as number
  let version = 0
  return {
    /** Called while a dataset is written: a vocabulary made in the same transaction is known. */
    vocabularyName: (id: string) => vocabulary.get(id) as string | undefined,
    names: {
      /** Differs after any organization or group changed; looks only at what is new in the change log. */
      version: (): number => {
        for (const change of changesAfter.iterate(seen) as Iterable<{ seq: number; kind: string }>) {
          seen = change.seq
          if (change.kind === 'group') version++
        }
        return version
      },
      read: () => new Map(groups.all() as [string, string][]),
    },
    datasets: (ids: readonly string[]): readonly JsonObject[] =>
      ids.flatMap((id) => {
        const text = store.packages.renderedText(id)
        return text === undefined ? [] : [JSON.parse(text) as JsonObject]
      }),
  }
}

import type { OpenStore } from './store.ts'

/** Everything that is wrong with the file, a line each; empty: it is whole. */
export function checkDatabase(store: OpenStore): readonly string[] {
  const { reader } = store.connections
  const damage = (reader.pragma('integrity_check') as { readonly integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok')
  const orphans = reader.pragma('foreign_key_check') as { readonly table: string; readonly parent: string }[]
  return [
    ...damage,
    ...orphans.map(({ table, parent }) => `a row of ${table} names a missing row of ${parent}`),
  ]
}

import type { OpenStore } from './store.ts'

/** Copies the database, as it is at one moment, to another file; reading and writing go on meanwhile. */
export async function backupDatabase(store: OpenStore, file: string): Promise<void> {
  await store.connections.reader.backup(file)
}

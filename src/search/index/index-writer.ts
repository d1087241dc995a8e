import type { Database } from 'better-sqlite3'
import type { SolrFields } from '../document/solr-fields.ts'

/** Writes to the index inside the transaction that is open on its connection. */
export interface IndexWriter {
  put(id: string, fields: SolrFields): void
  remove(id: string): void
}

export function createIndexWriter(db: Database): IndexWriter {
  const find = db.prepare<[string], { docid: number }>('SELECT docid FROM search_entry WHERE id = ?')
  const insert = db.prepare('INSERT INTO search_document (id, fields) VALUES (?, ?)')
  const point = db.prepare(
    'INSERT INTO search_entry (id, docid) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET docid = excluded.docid',
  )
  const forget = db.prepare('DELETE FROM search_entry WHERE id = ?')
  const retire = db.prepare('INSERT INTO search_removal (docid) VALUES (?)')
  const drop = db.prepare('DELETE FROM search_document WHERE docid = ?')

  const retireOld = (id: string): boolean => {
    const old = find.get(id)
    if (!old) return false
    retire.run(old.docid)
    drop.run(old.docid)
    return true
  }
  return {
    put: (id, fields) => {
      retireOld(id)
      const { lastInsertRowid } = insert.run(id, JSON.stringify([...fields]))
      point.run(id, lastInsertRowid)
    },
    remove: (id) => {
      if (retireOld(id)) forget.run(id)
    },
  }
}

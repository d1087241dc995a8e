import type { Database } from 'better-sqlite3'
import { packActivityData, type PackedData, type Snapshot, unpackActivityData } from './activity-data.ts'

interface CurrentCopy {
  readonly ref: number
  readonly current: number | null
}

/** What an activity's row keeps of its object: bytes, or as a text what follows the object's rendered text. */
export interface KeptData {
  readonly base: number | null
  readonly data: Buffer | string | null
}

/** How the copy of a dataset begins, before the dataset as package_show answers it. */
const BEFORE = '{"package": '

/**
 * What activities keep of their objects. The newest copy of a dataset begins with the dataset's rendered text, which is
 * stored anyway: only the rest is kept, until the rendered text changes. Then it becomes a whole copy, or what differs
 * from the newest whole one.
 *
 * @param withSite puts the site's address into a rendered text
 */
export function activityCopies(db: Database, withSite: (text: string) => string) {
  const renderedText = db.prepare('SELECT text FROM package_rendered WHERE package_id = ?').pluck()
  const currentOf = db.prepare('SELECT ref, current FROM activity_ref WHERE id = ?')
  const setCurrent = db.prepare('UPDATE activity_ref SET current = ? WHERE ref = ?')
  const setSnapshot = db.prepare('UPDATE activity_ref SET snapshot = ? WHERE ref = ?')
  const setData = db.prepare('UPDATE activity SET base = ?, data = ? WHERE seq = ?')
  const snapshotOf = db.prepare('SELECT snapshot FROM activity_ref WHERE ref = ?').pluck()
  const dataAt = db.prepare('SELECT data FROM activity WHERE seq = ?').pluck()

  const beginning = (id: string): string | undefined => {
    const text = renderedText.get(id) as string | undefined
    return text === undefined ? undefined : BEFORE + withSite(text)
  }

  const pack = (seq: number, ref: number, text: string): KeptData => {
    const base = snapshotOf.get(ref) as number | null
    const stored = base === null ? undefined : (dataAt.get(base) as Buffer)
    const snapshot: Snapshot | undefined = stored && {
      text: unpackActivityData(stored),
      packedSize: stored.length,
    }
    const packed: PackedData = packActivityData(Buffer.from(text), snapshot)
    if (packed.isDelta) return { base, data: packed.bytes }
    setSnapshot.run(seq, ref)
    return { base: null, data: packed.bytes }
  }

  const settle = (id: string): void => {
    const copy = currentOf.get(id) as CurrentCopy | undefined
    if (copy?.current === undefined || copy.current === null) return
    const { current, ref } = copy
    const rest = dataAt.get(current) as string
    const { base, data } = pack(current, ref, (beginning(id) ?? BEFORE) + rest)
    setData.run(base, data, current)
    setCurrent.run(null, ref)
  }

  return {
    /** Before the rendered text of a dataset is replaced or removed: its newest copy no longer begins with it. */
    settle,
    /** Keeps a copy of an object for the activity `seq`; `ref` is the object's number. */
    keep: (seq: number, id: string, ref: number, text: string): KeptData => {
      settle(id)
      const rendered = beginning(id)
      if (rendered === undefined || !text.startsWith(rendered)) return pack(seq, ref, text)
      setCurrent.run(seq, ref)
      return { base: null, data: text.slice(rendered.length) }
    },
    /** Reads data; activities of one page often share a snapshot. */
    reader: () => {
      const snapshots = new Map<number, Buffer>()
      const snapshot = (seq: number): Buffer => {
        const text = snapshots.get(seq) ?? unpackActivityData(dataAt.get(seq) as Buffer)
        snapshots.set(seq, text)
        return text
      }
      return (objectId: string, { base, data }: KeptData): string => {
        if (data === null) return '{}'
        if (typeof data === 'string') return (beginning(objectId) ?? BEFORE) + data
        return unpackActivityData(data, base === null ? undefined : snapshot(base)).toString()
      }
    },
  }
}

export type ActivityCopies = ReturnType<typeof activityCopies>

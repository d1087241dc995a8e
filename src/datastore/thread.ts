import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from './engine/open-database.ts'
import { createReader } from './engine/reader.ts'
import { createWriter } from './engine/writer.ts'
import { type Call, type Reply, sendError } from './thread-messages.ts'

/** What a thread is started with. */
export interface ThreadData {
  readonly file: string
  readonly role: 'read' | 'write'
}

type Methods = Readonly<Record<string, (...args: never[]) => unknown>>

const { file, role } = workerData as ThreadData
const db = openDatabase(file)
const reply = (message: Reply): void => {
  parentPort?.postMessage(message)
}

function run(methods: Methods, { method, args }: Call): unknown {
  const work = methods[method]
  if (!work) throw new Error(`unknown method ${method}`)
  return work(...(args as never[]))
}

/** Reads answer one after another, each in a snapshot of its own. */
function startReader(): void {
  const methods: Methods = createReader(db)
  db.pragma('query_only = ON')
  parentPort?.on('message', (call: Call) => {
    try {
      reply({ id: call.id, value: db.transaction(() => run(methods, call))() })
    } catch (error) {
      reply({ id: call.id, error: sendError(error) })
    }
  })
}

/** Steps that nobody waits for to be on the disk: rows of a load, which the load's end makes durable. */
const RELAXED = new Set([
  'addRows',
  'indexLoad',
  'index',
  'searchable',
  'dropPhysical',
  'abortLoad',
  'sweep',
  'removeIntent',
])

/** Writes that wait at the same time share one commit, each a savepoint; they are answered after it. */
function startWriter(): void {
  const { methods, keepLostIds } = createWriter(db)
  const waiting: Call[] = []
  const step = (call: Call): Reply => {
    db.exec('SAVEPOINT step')
    try {
      const value = run(methods, call)
      if (call.isDry) db.exec('ROLLBACK TO step')
      db.exec('RELEASE step')
      if (call.isDry) keepLostIds()
      return { id: call.id, value }
    } catch (error) {
      // A full disk may have ended the whole transaction already.
      if (!db.inTransaction) throw error
      db.exec('ROLLBACK TO step')
      db.exec('RELEASE step')
      keepLostIds()
      return { id: call.id, error: sendError(error) }
    }
  }
  const batch = (): void => {
    const calls = waiting.splice(0)
    if (calls.length === 0) return
    const isRelaxed = calls.every(({ method }) => RELAXED.has(method))
    try {
      db.pragma(`synchronous = ${isRelaxed ? 'NORMAL' : 'FULL'}`)
      db.exec('BEGIN IMMEDIATE')
      const replies = calls.map(step)
      db.exec('COMMIT')
      for (const message of replies) reply(message)
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK')
      for (const { id } of calls) reply({ id, error: sendError(error) })
    }
  }
  parentPort?.on('message', (call: Call) => {
    waiting.push(call)
    if (waiting.length === 1) setImmediate(batch)
  })
}

if (role === 'write') startWriter()
else startReader()

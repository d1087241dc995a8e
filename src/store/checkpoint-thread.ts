import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

/** Copies what is in the write-ahead log into the database each time it is asked, and says when that is done. */
const db = new Sqlite(workerData as string)
db.pragma('busy_timeout = 10000')
db.pragma('cache_size = -1000')
// Before it starts again from its beginning, the log is on the disk: nobody has promised anything of what is copied.
db.pragma('synchronous = NORMAL')
parentPort?.on('message', () => {
  db.pragma('wal_checkpoint(PASSIVE)')
  parentPort?.postMessage('done')
})

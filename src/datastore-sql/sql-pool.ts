import { fork, type ChildProcess } from 'node:child_process'
import { extname, join } from 'node:path'
import { NotOneStatement, SqlError, SqlRefused } from './sql-error.ts'
import type { SqlAnswer, SqlRequest } from './sql-messages.ts'

/** The time is over; the process that ran the query is gone. */
export class SqlTimeout extends Error {
  override readonly name = 'SqlTimeout'
}

/** A process that runs SQL, held for one query. */
export interface SqlSession {
  /** @throws SqlError, SqlRefused, NotOneStatement, SqlTimeout */
  readonly ask: (request: SqlRequest) => Promise<SqlAnswer>
}

export interface SqlPool {
  /** Waits for a free process and holds it while `use` runs. @param seconds that it may take; then it is killed */
  readonly hold: <T>(seconds: number, use: (session: SqlSession) => Promise<T>) => Promise<T>
  readonly close: () => void
}

interface Runner {
  readonly process: ChildProcess
  readonly ready: Promise<void>
}

const CHILD = join(import.meta.dirname, `sql-child${extname(import.meta.filename)}`)
const HEAP = 1024

function start(): Runner {
  const started = fork(CHILD, [], {
    execPath: process.execPath,
    execArgv: [`--max-old-space-size=${HEAP}`, '--disable-warning=ExperimentalWarning'],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const ready = new Promise<void>((resolve, reject) => {
    started.once('message', () => {
      resolve()
    })
    started.once('exit', () => {
      reject(new Error('the process that runs SQL ended'))
    })
    started.once('error', reject)
  })
  ready.catch(() => undefined)
  return { process: started, ready }
}

function checked(answer: SqlAnswer): SqlAnswer {
  if (answer.kind !== 'error') return answer
  switch (answer.error) {
    case 'sql':
      throw new SqlError(answer.message)
    case 'refused':
      throw new SqlRefused(answer.message)
    case 'statements':
      throw new NotOneStatement()
    case 'fault':
      throw new Error(answer.message)
  }
}

function ask(runner: ChildProcess, request: SqlRequest): Promise<SqlAnswer> {
  return new Promise((resolve, reject) => {
    const gone = (): void => {
      runner.off('message', answered)
      // A process that the system killed had taken too much.
      reject(new SqlError('the query needs more memory than it may take: ask for fewer rows or columns'))
    }
    const answered = (answer: SqlAnswer): void => {
      runner.off('exit', gone)
      resolve(answer)
    }
    runner.once('message', answered)
    runner.once('exit', gone)
    runner.send(request)
  })
}

/** Rejects when the time is over. */
function within<T>(seconds: number, work: Promise<T>, over: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      over()
      reject(new SqlTimeout())
    }, seconds * 1000)
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
    })
  })
}

/**
 * Processes that run strange SQL: started when they are first needed, kept for the next query, killed when a query takes
 * too long. What they do never holds up this process.
 */
export function createSqlPool(size: number): SqlPool {
  const idle: Runner[] = []
  const waiting: (() => void)[] = []
  let busy = 0
  let isClosed = false
  const take = async (): Promise<Runner> => {
    if (busy >= size) await new Promise<void>((resolve) => waiting.push(resolve))
    else busy++
    if (isClosed) throw new Error('the DataStore is closed')
    let runner = idle.pop()
    while (runner && (runner.process.exitCode !== null || runner.process.signalCode !== null))
      runner = idle.pop()
    const ours = runner ?? start()
    ours.process.ref()
    ours.process.channel?.ref()
    return ours
  }
  const giveBack = (runner: Runner | undefined): void => {
    if (runner?.process.connected && !isClosed) {
      runner.process.unref()
      runner.process.channel?.unref()
      idle.push(runner)
    }
    const next = waiting.shift()
    if (next) next()
    else busy--
  }
  return {
    hold: async (seconds, use) => {
      const runner = await take()
      const over = { is: false }
      try {
        await within(20, runner.ready, () => runner.process.kill('SIGKILL'))
        const session: SqlSession = { ask: async (request) => checked(await ask(runner.process, request)) }
        return await within(seconds, use(session), () => {
          over.is = true
          runner.process.kill('SIGKILL')
        })
      } finally {
        giveBack(over.is ? undefined : runner)
      }
    },
    close: () => {
      isClosed = true
      for (const { process: one } of idle) one.kill('SIGKILL')
      for (const next of waiting.splice(0)) next()
    },
  }
}

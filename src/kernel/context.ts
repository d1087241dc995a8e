import type { Config } from '../config/config.ts'
import type { Datastore } from '../datastore/create-datastore.ts'
import type { SqlEngine } from '../datastore-sql/create-sql-engine.ts'
import type { FileStore } from '../files/file-store.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { SearchEngine } from '../search/door.ts'
import type { Scheming } from '../scheming/scheming.ts'
import type { Store } from '../store/store.ts'
import type { UserRow } from '../store/users.ts'

/** What every action may use. Built by app.ts once; the edges add who asks. */
export interface Services {
  readonly config: Config
  /** Inside a writing action: the open transaction. */
  readonly store: Store
  readonly search: SearchEngine
  readonly files: FileStore
  /** Tables of rows; a write of theirs is not part of the store's transaction (see catalogue/datastore-active.ts). */
  readonly datastore: Datastore
  /** SQL over those tables. */
  readonly sql: SqlEngine
  /** Work for the background; what is queued with `store` is part of its transaction. */
  readonly jobs: Jobs
  /** Fields that the site declares. */
  readonly scheming: Scheming
}

export interface Context extends Services {
  /** The active user whose token came with the request; undefined: anonymous. */
  readonly user: UserRow | undefined
  /** The identity was dropped because the request named a JSONP callback (CKAN words some refusals differently). */
  readonly identityDropped?: boolean
  /** The operator at the terminal: nothing is refused, and given times are kept (`load`). */
  readonly operator?: boolean
  /** What was called, for links in the answer: path and query without `?`. Absent: not over HTTP. */
  readonly address?: { readonly path: string; readonly query: string }
  /** Runs after the transaction was committed; not at all when it was rolled back. */
  readonly afterCommit: (work: () => void | Promise<void>) => void
  /** Runs when the transaction was rolled back. */
  readonly afterRollback: (work: () => void | Promise<void>) => void
}

export const isSysadmin = (context: Context): boolean =>
  context.operator === true || context.user?.sysadmin === true

/** The name that CKAN puts into refusals: empty for anonymous. */
export const userName = (context: Context): string => context.user?.name ?? ''

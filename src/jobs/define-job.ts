/** How jobs of one kind are treated. `Data` is what a job is given: it must survive JSON. */
export interface JobKind<Data> {
  /** Name in the store: never changed once jobs of it may wait somewhere. */
  readonly kind: string
  /** What job_list shows. */
  readonly title: (data: Data) => string
  /** CKAN's word: what job_list and job_clear select by. */
  readonly queue: string
  /** So many run at the same time, in all processes together. */
  readonly concurrency: number
  /** Seconds that an attempt may take. */
  readonly timeLimit: number
  /** Attempts until the job counts as failed. */
  readonly attempts: number
  /** Seconds to wait after the first failed attempt; doubled after each further one, six hours at the most. */
  readonly backoff: number
}

const DEFAULTS = { queue: 'default', concurrency: 2, timeLimit: 3600, attempts: 5, backoff: 10 }

/** Declares a kind of job; what it does is said in app.ts (`handleJob`), so that anybody may enqueue it. */
export const defineJob = <Data>(
  job: Pick<JobKind<Data>, 'kind' | 'title'> & Partial<JobKind<Data>>,
): JobKind<Data> => ({ ...DEFAULTS, ...job })

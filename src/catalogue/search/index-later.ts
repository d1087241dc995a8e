import { defineJob } from '../../jobs/define-job.ts'
import type { RunningJob } from '../../jobs/handle-job.ts'
import type { Context, Services } from '../../kernel/context.ts'
import type { Store } from '../../store/store.ts'
import { inSteps } from '../in-steps.ts'
import { indexPackages } from './index-package.ts'

/** What datasets share that has changed in the way they are found. */
export interface IndexAgain {
  readonly kind: 'organization' | 'vocabulary'
  readonly id: string
}

/** Datasets that are indexed in one transaction. */
const STEP = 25

/** Indexes the datasets of something that changed, where they are too many for the transaction of the change. */
export const indexAgainJob = defineJob<IndexAgain>({
  kind: 'index-again',
  title: ({ kind, id }) => `Index the datasets of ${kind} ${id} again`,
})

async function datasetsOf({ packages, tags }: Store, { kind, id }: IndexAgain): Promise<readonly string[]> {
  if (kind === 'organization') return packages.idsOfOrganization(id)
  const ids = new Set<string>()
  for (const tag of await tags.ofVocabulary(id)) for (const one of await tags.packageIds(tag.id)) ids.add(one)
  return [...ids]
}

/** Indexes the datasets of what was just changed: few of them at once, many in the background. */
export async function indexLater(context: Context, subject: IndexAgain): Promise<void> {
  const ids = await datasetsOf(context.store, subject)
  if (ids.length <= STEP) await indexPackages(context, ids)
  else
    await context.jobs.enqueue(context.store, indexAgainJob, subject, {
      key: `${subject.kind} ${subject.id}`,
    })
}

/** The job: in small steps, so that no writer waits for all of them. */
export async function indexAgain(services: Services, subject: IndexAgain, job: RunningJob): Promise<unknown> {
  const ids = await datasetsOf(services.store, subject)
  await inSteps(services, ids, STEP, async (store, some, done) => {
    job.signal.throwIfAborted()
    await indexPackages({ ...services, store }, some)
    job.progress(done / ids.length)
  })
  return { datasets: ids.length }
}

import { NotFound } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { requireSysadmin } from '../../auth/sysadmin.ts'
import type { Context } from '../../kernel/context.ts'
import { requiredId } from '../../kernel/required.ts'
import type { JobRow } from '../../store/jobs.ts'

/**
 * The job that a sysadmin names. What was cancelled is gone, as in CKAN.
 *
 * @throws NotAuthorized for everyone else, before anything is looked for
 * @throws ValidationError, NotFound
 */
export async function findJob(context: Context, params: Params): Promise<JobRow> {
  requireSysadmin(context)
  const job = await context.store.jobs.get(requiredId(params, 'id'))
  if (!job || job.state === 'cancelled') throw new NotFound()
  return job
}

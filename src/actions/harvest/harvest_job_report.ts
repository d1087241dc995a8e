import { requireSourceEditable } from '../../auth/harvest.ts'
import { findHarvestJob } from '../../catalogue/harvest/find-harvest-job.ts'
import { defineAction } from '../../kernel/action.ts'

const PAGE = 1000

const countOf = (value: unknown, other: number, most: number): number => {
  const number = Number(value ?? other)
  return Number.isInteger(number) && number >= 0 ? Math.min(number, most) : other
}

export default defineAction({
  sideEffectFree: true,
  find: findHarvestJob,
  authorize: (context, _params, { source }) => requireSourceEditable(context, source),
  run: async ({ store }, { limit, offset }, { job }) => {
    const refused = await store.harvestJobs.records(job.id, 'refused', PAGE)
    const records = await store.harvestJobs.records(
      job.id,
      null,
      countOf(limit, PAGE, PAGE),
      countOf(offset, 0, Number.MAX_SAFE_INTEGER),
    )
    return {
      gather_errors: (JSON.parse(job.errors) as readonly string[]).map((message) => ({
        message,
        code: null,
      })),
      object_errors: Object.fromEntries(
        refused.map(({ object_id: id, guid, reason }) => [
          id ?? guid,
          { guid, errors: [{ message: reason, line: null, type: null }] },
        ]),
      ),
      records: records.map(({ job_id: _job, ...record }) => record),
    }
  },
})

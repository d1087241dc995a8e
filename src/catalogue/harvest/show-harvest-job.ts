import type { HarvestJobRow, HarvestRecordRow } from '../../store/harvest-jobs.ts'
import type { Store } from '../../store/store.ts'

/** So many refused records are looked at for a summary. */
const MOST = 1000
/** As many different messages does a summary tell. */
const SUMMARY = 20

/** Messages and how often each was met, the most frequent first. */
function summary(messages: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const message of messages) counts.set(message, (counts.get(message) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, SUMMARY)
}

/** A run as harvest_job_show answers it. */
export async function shownHarvestJob(
  store: Store,
  job: HarvestJobRow,
): Promise<Readonly<Record<string, unknown>>> {
  const refused: readonly HarvestRecordRow[] =
    job.refused > 0 ? await store.harvestJobs.records(job.id, 'refused', MOST) : []
  return {
    id: job.id,
    source_id: job.source_id,
    status: job.status,
    created: job.created,
    gather_started: job.gather_started,
    gather_finished: job.finished,
    finished: job.finished,
    stats: {
      added: job.added,
      updated: job.updated,
      'not modified': job.unchanged,
      deleted: job.deleted,
      errored: job.refused,
    },
    total: job.total,
    gather_error_summary: summary(JSON.parse(job.errors) as readonly string[]),
    object_error_summary: summary(refused.map(({ reason }) => reason ?? '')),
  }
}

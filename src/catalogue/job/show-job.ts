import type { JobRow } from '../../store/jobs.ts'

/** A job as CKAN shows it; its times are whole seconds. */
export const shownJob = ({ id, title, created, queue }: JobRow) => ({
  id,
  title,
  created: created.slice(0, 19),
  queue,
})

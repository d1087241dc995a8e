import type { Probe } from '../probe.ts'
import { activityReads, activityWrites } from './activity.ts'
import { datasetReads, datasetWrites } from './datasets.ts'
import { groupReads, groupWrites } from './groups.ts'
import { resourceWrites } from './resources.ts'
import { siteReads, siteWrites } from './site.ts'
import { userReads, userWrites } from './users.ts'

/** Every action: first all that read, while nothing has changed yet, then those that write. */
export const PROBES: readonly Probe[] = [
  ...datasetReads,
  ...groupReads,
  ...userReads,
  ...siteReads,
  ...activityReads,
  ...datasetWrites,
  ...resourceWrites,
  ...groupWrites,
  ...userWrites,
  ...siteWrites,
  ...activityWrites,
]

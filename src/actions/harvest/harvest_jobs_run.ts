import { requireSysadmin } from '../../auth/sysadmin.ts'
import { queueHarvest } from '../../harvest/harvest-job.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: requireSysadmin,
  run: async ({ store, jobs }) => {
    const queued: string[] = []
    for (const source of await store.harvestSources.all(false)) {
      const isWaiting = (await store.harvestJobs.open(source.id)) !== undefined
      const isDue = source.next_run !== null && source.next_run <= Date.now()
      if (!isWaiting && !isDue) continue
      await queueHarvest(jobs, store, source)
      queued.push(source.id)
    }
    return queued
  },
})

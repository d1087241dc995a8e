import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { callAction } from '../../src/actions/call.ts'
import { createApp } from '../../src/app.ts'
import { startOwn } from './target.ts'

const OPERATOR = { user: undefined, operator: true } as const

/**
 * Harvests another ckanister three times: at first, when nothing has changed, and when every dataset is written again
 * though it is the same. The source is a process of its own; the work is that of this process with all its threads.
 */
export async function benchHarvest(options: { readonly datasets: number }): Promise<void> {
  // The source lies on this machine; it is asked as politely as any other.
  process.env['CKANISTER__FETCH__ALLOWED_NETWORKS'] ??= '127.0.0.1'
  const source = await startOwn(options.datasets)
  const folder = mkdtempSync(join(tmpdir(), 'ckanister-bench-'))
  const app = await createApp({ dataFolder: folder, env: process.env, warn: () => undefined })
  const call = (action: string, params: object): Promise<unknown> =>
    callAction(app.services, action, { ...params }, OPERATOR)
  const harvest = async (label: string, more: object = {}): Promise<void> => {
    const wall = performance.now()
    const cpu = process.cpuUsage()
    const thread = process.threadCpuUsage()
    await call('harvest_job_create', { source_id: 'other', ...more })
    await app.worker.runDue()
    const seconds = (performance.now() - wall) / 1000
    const [job] = await app.store.harvestJobs.list(
      (await app.store.harvestSources.find('other'))?.id ?? '',
      null,
      1,
    )
    const counts = job && [job.added, job.updated, job.unchanged, job.refused].join(' / ')
    const rate = (options.datasets / seconds).toFixed(0)
    const work = [process.cpuUsage(cpu), process.threadCpuUsage(thread)].map(({ user, system }) =>
      ((user + system) / options.datasets).toFixed(0),
    )
    console.log(`| ${[label, String(counts), seconds.toFixed(1), rate, ...work].join(' | ')} |`)
  }
  try {
    await call('organization_create', { name: 'city' })
    await call('harvest_source_create', {
      name: 'other',
      title: 'The other one',
      url: source.url,
      source_type: 'ckan',
      owner_org: 'city',
    })
    console.log(
      '| run | added / changed / unchanged / refused | s | datasets/s | µs of work a dataset | of it the main thread |',
    )
    console.log('| --- | --- | --- | --- | --- | --- |')
    await harvest('the first')
    await harvest('nothing changed')
    await harvest('nothing changed, again')
    await harvest('forced', { force: true })
  } finally {
    source.stop()
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

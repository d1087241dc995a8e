import { newId } from '../../core/ids.ts'
import { now } from '../../core/time.ts'
import type { Store } from '../../store/store.ts'
import type { TableLoadRow } from '../../store/table-loads.ts'

/** CKAN's two loaders: clients ask for the status of either. */
const LOADERS = ['datapusher', 'xloader']

/** Notes how far a load is: here, and where clients of DataPusher and XLoader look (task_status). */
export async function saveLoad(store: Store, row: TableLoadRow): Promise<void> {
  await store.write(async (tx) => {
    await tx.tableLoads.save(row)
    for (const loader of LOADERS) {
      const known = await tx.taskStatus.find(row.resource_id, loader, loader)
      await tx.taskStatus.save({
        id: known?.id ?? newId(),
        entity_id: row.resource_id,
        entity_type: 'resource',
        task_type: loader,
        key: loader,
        value: JSON.stringify({ job_id: row.job_id, job_key: row.job_id }),
        state: row.state,
        error: row.error === null ? '{}' : JSON.stringify({ message: row.error }),
        last_updated: now(),
      })
    }
  })
}

export interface LoadLogLine {
  readonly timestamp: string
  readonly level: 'INFO' | 'WARNING' | 'ERROR'
  readonly message: string
}

export const logLines = ({ logs }: TableLoadRow): readonly LoadLogLine[] => JSON.parse(logs) as LoadLogLine[]

/** A load with one more line in its log. */
export function withLog(
  row: TableLoadRow,
  message: string,
  level: LoadLogLine['level'] = 'INFO',
): TableLoadRow {
  return { ...row, logs: JSON.stringify([...logLines(row), { timestamp: now(), level, message }]) }
}

import type { JsonValue } from '../../core/json.ts'
import { readJson } from '../../core/read-json.ts'
import type { ActivityRow } from '../../store/activities.ts'

/** One member of what an activity keeps: the dataset or group as it was then; undefined: there is none. */
export function activityObject({ data }: ActivityRow, type: unknown): JsonValue | undefined {
  const kept = readJson(data) as JsonValue
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return undefined
  return typeof type === 'string' && Object.hasOwn(kept, type)
    ? (kept as Readonly<Record<string, JsonValue>>)[type]
    : undefined
}

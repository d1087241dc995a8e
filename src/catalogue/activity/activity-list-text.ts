import { JsonText } from '../../core/json-text.ts'
import type { ActivityRow } from '../../store/activities.ts'
import { activityText } from './activity-text.ts'

/** A list of activities; `more` gives further members of each. */
export const activityListText = (
  rows: readonly ActivityRow[],
  more: (row: ActivityRow) => object = () => ({}),
): JsonText => new JsonText(`[${rows.map((row) => activityText(row, more(row)).text).join(', ')}]`)

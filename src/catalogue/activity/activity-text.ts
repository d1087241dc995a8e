import { JsonText } from '../../core/json-text.ts'
import { toJson } from '../../core/json.ts'
import type { ActivityRow } from '../../store/activities.ts'

/** An activity as CKAN shows it: what it keeps is stored as JSON and passes unread. `more`: further members. */
export function activityText({ data, ...row }: ActivityRow, more: object = {}): JsonText {
  const { permission_labels, ...head } = row
  const members = [
    toJson(head).slice(1, -1),
    `"data": ${data}`,
    toJson({ permission_labels, ...more }).slice(1, -1),
  ]
  return new JsonText(`{${members.join(', ')}}`)
}

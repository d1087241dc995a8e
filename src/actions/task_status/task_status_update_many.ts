import {
  namedTaskStatus,
  requireTaskStatusEditable,
  updateTaskStatus,
} from '../../catalogue/update-task-status.ts'
import { listOfObjects } from '../../catalogue/package/list-of-objects.ts'
import { validated } from '../../catalogue/validated.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'

/** CKAN goes through an object as through a list: of an empty one there is nothing to do. */
const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

export default defineAction({
  authorize: requireTaskStatusEditable,
  run: async (context, { data }) => {
    const items = isEmptyObject(data) ? [] : listOfObjects(data)
    if (!items) throw new ValidationError({ data: ['Must be a list of objects'] })
    const results: object[] = []
    for (const item of items) {
      const named = await namedTaskStatus(context, item)
      const valid = await validated(context, 'task_status', 'task_status_update', item)
      results.push(await updateTaskStatus(context, valid, named))
    }
    return { results }
  },
})

import {
  namedTaskStatus,
  requireTaskStatusEditable,
  updateTaskStatus,
} from '../../catalogue/update-task-status.ts'
import { listOfObjects } from '../../catalogue/list-of-objects.ts'
import { validated } from '../../catalogue/validated.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: requireTaskStatusEditable,
  run: async (context, { data }) => {
    const items = listOfObjects(data)
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

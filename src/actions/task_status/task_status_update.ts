import {
  namedTaskStatus,
  requireTaskStatusEditable,
  updateTaskStatus,
} from '../../catalogue/update-task-status.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: namedTaskStatus,
  authorize: requireTaskStatusEditable,
  run: updateTaskStatus,
})

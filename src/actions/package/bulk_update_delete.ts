import { bulkUpdate, requireBulkEditor } from '../../catalogue/package/bulk-update.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: requireBulkEditor,
  run: (context, params) => bulkUpdate(context, params, { state: 'deleted' }),
})

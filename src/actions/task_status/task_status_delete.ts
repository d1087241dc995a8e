import { requireSysadmin } from '../../auth/sysadmin.ts'
import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { requiredId } from '../../kernel/required.ts'

export default defineAction({
  find: async ({ store }, params) => {
    const row = await store.taskStatus.get(requiredId(params, 'id'))
    if (!row) throw new NotFound()
    return row
  },
  authorize: requireSysadmin,
  run: async ({ store }, _params, { id }) => {
    await store.taskStatus.remove(id)
    return null
  },
})

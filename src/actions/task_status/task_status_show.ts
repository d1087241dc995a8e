import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { requiredId } from '../../kernel/required.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  sideEffectFree: true,
  find: async ({ store }, params) => {
    const { id } = params
    const row = isFalsy(id)
      ? await store.taskStatus.find(
          requiredId(params, 'entity_id'),
          requiredId(params, 'task_type'),
          requiredId(params, 'key'),
        )
      : await store.taskStatus.get(requiredId(params, 'id'))
    if (!row) throw new NotFound()
    return row
  },
  authorize: () => undefined,
  run: (_context, _params, row) => row,
})

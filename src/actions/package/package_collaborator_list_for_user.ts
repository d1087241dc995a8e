import {
  requireCapacity,
  requireCollaboratorsEnabled,
} from '../../catalogue/package/collaborator-capacities.ts'
import { NotAuthorized } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  sideEffectFree: true,
  find: async ({ config, store }, params) => {
    const id = required(params, 'id')
    requireCollaboratorsEnabled(config)
    return { found: typeof id === 'string' ? await store.users.find(id) : undefined }
  },
  authorize: (context, _params, { found }) => {
    if (found && (isSysadmin(context) || found.id === context.user?.id)) return
    throw new NotAuthorized(isSysadmin(context) ? 'Not allowed to retrieve collaborators' : undefined)
  },
  run: async ({ config, store }, { capacity }, { found }) => {
    const wanted = isFalsy(capacity) ? undefined : requireCapacity(config, capacity, 'Capacity')
    const all = found ? await store.collaborators.ofUser(found.id) : []
    return all
      .filter((row) => wanted === undefined || row.capacity === wanted)
      .map(({ user_id: _userId, ...row }) => row)
  },
})

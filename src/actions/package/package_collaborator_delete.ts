import { requireCollaboratorManager } from '../../auth/collaborators.ts'
import { requireCollaboratorsEnabled } from '../../catalogue/package/collaborator-capacities.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { requireAll } from '../../kernel/require-all.ts'

export default defineAction({
  find: (context, params) => {
    requireAll(params, ['id', 'user_id'])
    if (isSysadmin(context)) requireCollaboratorsEnabled(context.config)
    return findPackage(context, params['id'], 'Package not found')
  },
  authorize: (context, _params, row) => requireCollaboratorManager(context, row, 'remove collaborators from'),
  run: async (context, { user_id: given }, row) => {
    requireCollaboratorsEnabled(context.config)
    const { collaborators, users } = context.store
    const user = typeof given === 'string' ? await users.find(given) : undefined
    if (!user) throw new NotFound('User not found')
    if (!(await collaborators.get(row.id, user.id))) {
      throw new NotFound(`User ${String(given)} is not a collaborator on this package`)
    }
    await collaborators.remove(row.id, user.id)
    return null
  },
})

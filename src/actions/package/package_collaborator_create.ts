import { requireCollaboratorManager } from '../../auth/collaborators.ts'
import {
  requireCapacity,
  requireCollaboratorsEnabled,
} from '../../catalogue/package/collaborator-capacities.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { indexPackages } from '../../catalogue/search/index-package.ts'
import { NotFound } from '../../core/errors.ts'
import { now } from '../../core/time.ts'
import { defineAction } from '../../kernel/action.ts'
import { requireAll } from '../../kernel/require-all.ts'

export default defineAction({
  find: async (context, params) => {
    requireAll(params, ['id', 'user_id', 'capacity'])
    const capacity = requireCapacity(context.config, params['capacity'], 'Role')
    return { capacity, row: await findPackage(context, params['id'], 'Dataset not found') }
  },
  authorize: (context, _params, { row }) => requireCollaboratorManager(context, row, 'add collaborators to'),
  run: async (context, { user_id: given }, { row, capacity }) => {
    const { collaborators, users } = context.store
    const user = typeof given === 'string' ? await users.find(given) : undefined
    if (!user) throw new NotFound('User not found')
    requireCollaboratorsEnabled(context.config)
    const collaborator = { package_id: row.id, user_id: user.id, capacity, modified: now() }
    await collaborators.put(collaborator)
    await indexPackages(context, [row.id])
    return collaborator
  },
})

import { requireCollaboratorManager } from '../../auth/collaborators.ts'
import {
  requireCapacity,
  requireCollaboratorsEnabled,
} from '../../catalogue/package/collaborator-capacities.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, params) => findPackage(context, required(params, 'id'), 'Package not found'),
  authorize: (context, _params, row) => requireCollaboratorManager(context, row, 'list collaborators from'),
  run: async ({ config, store }, { capacity }, row) => {
    requireCollaboratorsEnabled(config)
    const wanted = isFalsy(capacity) ? undefined : requireCapacity(config, capacity, 'Capacity')
    const all = await store.collaborators.ofPackage(row.id)
    return all.filter((collaborator) => wanted === undefined || collaborator.capacity === wanted)
  },
})

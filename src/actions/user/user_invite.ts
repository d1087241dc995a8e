import { hasPermission } from '../../auth/roles.ts'
import { NotAuthorized, NotFound, ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin, userName } from '../../kernel/context.ts'

export default defineAction({
  authorize: async (context, { group_id: groupId }) => {
    if (isSysadmin(context)) return
    const group = typeof groupId === 'string' ? await context.store.groups.find(groupId) : undefined
    if (group && (await hasPermission(context, group.id, 'membership'))) return
    throw new NotAuthorized(`User ${userName(context)} not authorized to add members`)
  },
  run: async (context, { group_id: groupId }) => {
    if (!(await context.store.groups.find(String(groupId)))) throw new NotFound()
    throw new ValidationError(
      'Error sending the invite email, the user was not created: this site has no mail server.',
    )
  },
})

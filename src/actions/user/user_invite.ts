import { createMember } from '../../catalogue/group/change-member.ts'
import { isRole } from '../../catalogue/group/group-roles.ts'
import { invitationJob } from '../../catalogue/user/invitation.ts'
import { invitedName } from '../../catalogue/user/invited-name.ts'
import { saveUser } from '../../catalogue/user/save-user.ts'
import { shownUser } from '../../catalogue/user/show-user.ts'
import { hasPermission } from '../../auth/roles.ts'
import { NotAuthorized, NotFound, ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin, userName } from '../../kernel/context.ts'
import { canSendMail } from '../../mail/can-send-mail.ts'

const NO_MAIL =
  'Error sending the invite email, the user was not created: this site has no mail server. ' +
  'Its operator can set smtp.server and smtp.mail_from.'

export default defineAction({
  authorize: async (context, { group_id: groupId }) => {
    if (isSysadmin(context)) return
    const group = typeof groupId === 'string' ? await context.store.groups.find(groupId) : undefined
    if (group && (await hasPermission(context, group.id, 'membership'))) return
    throw new NotAuthorized(`User ${userName(context)} not authorized to add members`)
  },
  run: async (context, { email, group_id: groupId, role }) => {
    const group = typeof groupId === 'string' ? await context.store.groups.find(groupId) : undefined
    if (!group) throw new NotFound()
    if (typeof role !== 'string' || !isRole(role))
      throw new ValidationError({ role: ['role does not exist.'] })
    if (!canSendMail(context.config)) throw new ValidationError(NO_MAIL)
    const name = await invitedName(context.store, String(email))
    const user = await saveUser(context, { name, email, state: 'pending' })
    await createMember(context, { group, table: 'user', objectId: user.id }, role)
    const invitation = { user_id: user.id, group_id: group.id, role, inviter_id: context.user?.id ?? null }
    await context.jobs.enqueue(context.store, invitationJob, invitation)
    return shownUser(context, user, { embedded: false })
  },
})

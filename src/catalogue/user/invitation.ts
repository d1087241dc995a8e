import { siteAddress } from '../../config/site-address.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { Services } from '../../kernel/context.ts'
import { MAIL_RETRIES } from '../../mail/mail.ts'
import { sendMail } from '../../mail/send-mail.ts'
import { capacityLabel } from '../group/group-roles.ts'
import { newResetLink } from './new-reset-link.ts'

/** Days that an invitation holds. */
const DAYS = 7

export interface Invitation {
  readonly user_id: string
  readonly group_id: string
  readonly role: string
  /** Who invites; null: the operator. */
  readonly inviter_id: string | null
}

/** Sends the mail that invites a new user. The link in it is made when it is sent: nothing secret waits in the queue. */
export const invitationJob = defineJob<Invitation>({
  kind: 'invitation',
  title: ({ user_id }) => `Mail that invites ${user_id}`,
  ...MAIL_RETRIES,
})

/** @throws GiveUp, Error as sendMail */
export async function sendInvitation({ config, store }: Services, invitation: Invitation): Promise<unknown> {
  const { user_id, group_id, role, inviter_id } = invitation
  const user = await store.users.find(user_id)
  const group = await store.groups.find(group_id)
  if (user?.state !== 'pending' || !user.email || !group) return { skipped: 'The invitation is void.' }
  const inviter = inviter_id === null ? undefined : await store.users.find(inviter_id)
  const link = await newResetLink(store, config, user, DAYS * 24 * 3600)
  const site = config['ckan.site_title']
  const place = `the ${group.is_organization ? 'organization' : 'group'} ${group.title || group.name}`
  const host = inviter ? `${inviter.fullname || inviter.name} invites you` : 'You are invited'
  const text = `Hello ${user.name},

${host} to ${site} (${siteAddress(config)}).
There you are ${capacityLabel(role)} of ${place}, and your login name is ${user.name}.

To accept, choose a password within ${DAYS} days:
${link}
`
  await sendMail(config, {
    to: { name: user.name, address: user.email },
    subject: `Invitation to ${site}`,
    text,
  })
  return undefined
}

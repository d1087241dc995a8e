import { siteAddress } from '../../config/site-address.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { Services } from '../../kernel/context.ts'
import { canSendMail } from '../../mail/can-send-mail.ts'
import { MAIL_RETRIES } from '../../mail/mail.ts'
import { sendMail } from '../../mail/send-mail.ts'
import { newResetLink } from './new-reset-link.ts'

/** Seconds that the link in a mail holds. */
const LIFETIME = 3600

/** Sends a link to set a new password. It is made when the mail is sent: nothing secret waits in the queue. */
export const passwordResetJob = defineJob<{ readonly user_id: string }>({
  kind: 'password-reset',
  title: ({ user_id }) => `Mail with a new password's link to ${user_id}`,
  ...MAIL_RETRIES,
})

/** @throws GiveUp, Error as sendMail */
export async function sendPasswordReset(
  { config, store }: Services,
  { user_id }: { readonly user_id: string },
): Promise<unknown> {
  const user = await store.users.find(user_id)
  if (!user?.email || user.state === 'deleted') return { skipped: 'There is nobody to write to.' }
  const link = await newResetLink(store, config, user, LIFETIME)
  const site = config['ckan.site_title']
  const text = `Hello ${user.name},

somebody asked for a new password for you at ${site} (${siteAddress(config)}).
If it was you, choose one within an hour:
${link}

If not, do nothing: your password stays as it is.
`
  await sendMail(config, {
    to: { name: user.name, address: user.email },
    subject: `New password for ${site}`,
    text,
  })
  return undefined
}

/**
 * Sends reset links to whom a name or an e-mail address belongs.
 *
 * @returns whether the site sends mail at all; never whether there is such a user
 */
export async function askForReset({ config, jobs, store }: Services, nameOrEmail: string): Promise<boolean> {
  if (!canSendMail(config)) return false
  const named = await store.users.find(nameOrEmail)
  const users = named ? [named] : nameOrEmail === '' ? [] : await store.users.withEmail(nameOrEmail)
  for (const user of users) {
    if (user.state !== 'deleted')
      await jobs.enqueue(store, passwordResetJob, { user_id: user.id }, { key: user.id })
  }
  return true
}

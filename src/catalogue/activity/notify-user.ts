import { siteAddress } from '../../config/site-address.ts'
import { now, nowMicros, timeText } from '../../core/time.ts'
import type { Context } from '../../kernel/context.ts'
import { queueMail } from '../../mail/queue-mail.ts'
import type { UserRow } from '../../store/users.ts'
import { dashboardActivities } from './dashboard.ts'

const SINCE = /^\s*(?:(\d+) days?,?\s*)?(?:(\d+):(\d{2}):(\d{2})(?:\.\d+)?)?\s*$/

/** `2 days` or `14 days, 4:35:00` in microseconds. */
function microsOf(text: string): number {
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = (SINCE.exec(text) ?? [])
    .slice(1)
    .map((digits: string | undefined) => Number(digits ?? 0))
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000_000
}

/**
 * Tells a user by e-mail that there is something new in the dashboard: since the last such mail, since the user looked,
 * and not older than `ckan.email_notifications_since`.
 *
 * @returns whether there was something
 */
export async function notifyUser(context: Context, user: UserRow): Promise<boolean> {
  const { config, store } = context
  const { email_last_sent: sent } = await store.dashboards.get(user.id)
  const oldest = timeText(nowMicros() - microsOf(config['ckan.email_notifications_since']))
  const since = sent !== null && sent > oldest ? sent : oldest
  const page = { limit: config['ckan.activity_list_limit_max'] }
  const rows = await dashboardActivities({ ...context, user, operator: false }, user, page)
  const count = rows.filter((row) => row.is_new && row.timestamp > since).length
  if (count === 0) return false
  const title = config['ckan.site_title']
  const what = count === 1 ? '1 new activity' : `${String(count)} new activities`
  const text = [
    `There is something new among what you follow: ${what}.`,
    `See your dashboard: ${siteAddress(config)}/dashboard`,
    `You get this message because you asked ${title} to tell you. To end it, change your settings: ${siteAddress(config)}/user/edit`,
  ].join('\n\n')
  await store.write(async (tx) => {
    const to = { name: user.fullname || user.name, address: user.email ?? '' }
    await queueMail({ ...context, store: tx }, { to, subject: `${what} from ${title}`, text })
    await tx.dashboards.setSent(user.id, now())
  })
  return true
}

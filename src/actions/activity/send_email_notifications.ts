import { requireSysadmin } from '../../auth/sysadmin.ts'
import { notifyUser } from '../../catalogue/activity/notify-user.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { canSendMail } from '../../mail/can-send-mail.ts'

export default defineAction({
  // Each user's mail is a transaction of its own: many of them must not keep others from writing.
  writes: false,
  authorize: requireSysadmin,
  run: async (context) => {
    if (!context.config['ckan.activity_streams_email_notifications']) {
      throw new ValidationError('ckan.activity_streams_email_notifications is not enabled in config')
    }
    if (!canSendMail(context.config)) return null
    for (const user of await context.store.users.toNotify()) await notifyUser(context, user)
    return null
  },
})

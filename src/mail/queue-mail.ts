import type { Config } from '../config/config.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Store } from '../store/store.ts'
import { canSendMail } from './can-send-mail.ts'
import { type Mail, mailJob } from './mail.ts'

/**
 * Sends a mail in the background; inside a writing action only if its transaction is committed.
 *
 * @param context an action's context will do
 * @param options `key`: of mails with the same key that still wait, only the newest is sent
 * @returns whether the site sends mail at all
 */
export async function queueMail(
  { config, jobs, store }: { readonly config: Config; readonly jobs: Jobs; readonly store: Store },
  mail: Mail,
  options: { readonly key?: string } = {},
): Promise<boolean> {
  if (!canSendMail(config)) return false
  await jobs.enqueue(store, mailJob, mail, options)
  return true
}

import { defineJob } from '../jobs/define-job.ts'

/** A mail to one person. It is kept with its job: a secret must not be in it. */
export interface Mail {
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  /** Plain text. */
  readonly text: string
}

/** How mails are tried again: for about half a day. */
export const MAIL_RETRIES = { attempts: 10, backoff: 60, timeLimit: 120, concurrency: 2 }

/** Sends a mail, later and again where the server can't be reached. */
export const mailJob = defineJob<Mail>({
  kind: 'mail',
  title: ({ to, subject }) => `Mail "${subject}" to ${to.name}`,
  ...MAIL_RETRIES,
})

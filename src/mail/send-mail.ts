import { createTransport } from 'nodemailer'
import type { Config } from '../config/config.ts'
import { GiveUp } from '../jobs/give-up.ts'
import type { Mail } from './mail.ts'
import { transportOptions } from './transport-options.ts'

const ADDRESS = /^[^\s<>@,;:"()]+@[^\s<>@,;:"()]+$/u

/** Control characters end a header, or hide what comes after. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

const oneLine = (text: string): string => text.replace(CONTROLS, ' ').trim()

/** The server refused the recipient or the mail for good. */
function isRefusal(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { readonly code?: string; readonly responseCode?: number }
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500
}

/**
 * Hands a mail to the mail server; TLS and the certificate are as `smtp.starttls` and `smtp.starttls_verify` ask.
 *
 * @throws GiveUp when the server refuses the mail for good, or the address is none
 * @throws Error when it can't be delivered now
 */
export async function sendMail(config: Config, { to, subject, text }: Mail): Promise<void> {
  if (!ADDRESS.test(to.address)) throw new GiveUp('The address of the recipient is none.')
  const transport = createTransport(transportOptions(config))
  try {
    await transport.sendMail({
      from: { name: oneLine(config['ckan.site_title']), address: config['smtp.mail_from'] },
      to: { name: oneLine(to.name), address: to.address },
      subject: oneLine(subject),
      text,
      ...(config['smtp.reply_to'] === '' ? {} : { replyTo: config['smtp.reply_to'] }),
      // No automatic replies, please.
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } catch (error) {
    if (isRefusal(error)) throw new GiveUp((error as Error).message, { cause: error })
    throw error
  } finally {
    transport.close()
  }
}

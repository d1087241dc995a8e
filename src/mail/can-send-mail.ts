import type { Config } from '../config/config.ts'
import { logLine } from '../core/log-line.ts'

/** Whether the site can send mail; where it can't, one line in the log says what to do. */
export function canSendMail(config: Config): boolean {
  const missing = (['smtp.server', 'smtp.mail_from'] as const).filter((name) => config[name] === '')
  if (missing.length === 0) return true
  logLine(
    'warning',
    `No mail was sent: set ${missing.join(' and ')}. "ckanister user reset-link NAME" prints a link to set a password.`,
  )
  return false
}

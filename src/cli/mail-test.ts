import { siteAddress } from '../config/site-address.ts'
import { ConfigError } from '../config/config-error.ts'
import { errorText } from '../jobs/error-text.ts'
import { canSendMail } from '../mail/can-send-mail.ts'
import { sendMail } from '../mail/send-mail.ts'
import type { FolderOptions } from './folder-options.ts'
import { withCatalogue } from './open-catalogue.ts'
import { print } from './print.ts'

/** `mail test`: sends a mail at once and says what the mail server says. */
export async function mailTest(address: string, options: FolderOptions): Promise<void> {
  await withCatalogue(options, async ({ services: { config } }) => {
    if (!canSendMail(config)) {
      process.exitCode = 1
      return
    }
    const site = config['ckan.site_title']
    const text = `${site} (${siteAddress(config)}) can send mail.\n`
    try {
      await sendMail(config, { to: { name: '', address }, subject: `Test of ${site}`, text })
    } catch (error) {
      throw new ConfigError(`The mail was not sent: ${errorText(error)}`, { cause: error })
    }
    print(`The mail server took a mail to ${address}.`)
  })
}

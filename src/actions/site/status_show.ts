import { siteOption } from '../../catalogue/site-options.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'

/** The version of CKAN whose API this is: clients choose by it what they send. */
const CKAN_VERSION = '2.11.5'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async (context) => {
    const { config } = context
    const showsVersion = !config['ckan.hide_version'] || isSysadmin(context)
    return {
      site_title: await siteOption(context, 'ckan.site_title'),
      site_description: await siteOption(context, 'ckan.site_description'),
      site_url: await siteOption(context, 'ckan.site_url'),
      error_emails_to: config.email_to,
      locale_default: config['ckan.locale_default'],
      extensions: config['ckan.plugins'],
      ...(showsVersion ? { ckan_version: CKAN_VERSION } : {}),
    }
  },
})

import type { Config } from '../../config/config.ts'
import { siteAddress } from '../../config/site-address.ts'
import type { Site } from '../../dcat/source.ts'

/** The site as linked data names it. */
export const linkedDataSite = (config: Config): Site => ({
  address: siteAddress(config),
  title: config['ckan.site_title'],
  description: config['ckan.site_description'],
  language: config['ckan.locale_default'],
})

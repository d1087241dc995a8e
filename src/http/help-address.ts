import type { Config } from '../config/config.ts'
import { siteAddress } from '../config/site-address.ts'

/** Where an action's help lies: the `help` of every answer. The language of the request's path is kept. */
export const helpAddress = (config: Config, locale: string, action: string): string =>
  `${siteAddress(config, locale)}/api/3/action/help_show?name=${encodeURIComponent(action)}`

import type { Params } from '../core/params.ts'
import { SavedImage } from '../core/saved-image.ts'
import type { Context } from '../kernel/context.ts'
import { textOf } from '../validation/rules/texts.ts'

const STORED = [
  'ckan.site_title',
  'ckan.site_logo',
  'ckan.site_url',
  'ckan.site_description',
  'ckan.site_about',
  'ckan.site_intro_text',
  'ckan.site_custom_css',
  'ckan.theme',
] as const
const LOGOS = '/uploads/admin/'

type StoredOption = (typeof STORED)[number]

/** What config_option_update takes, in CKAN's order. */
export const SITE_OPTIONS = [...STORED, 'logo_upload', 'clear_logo_upload'] as const

export type SiteOption = (typeof SITE_OPTIONS)[number]

export const isSiteOption = (name: string): name is SiteOption =>
  (SITE_OPTIONS as readonly string[]).includes(name)

const isStored = (name: string): name is StoredOption => (STORED as readonly string[]).includes(name)

/** The value of an option as it is now: what a sysadmin changed while the site runs, else the configured one. */
export async function siteOption(context: Context, name: SiteOption): Promise<string> {
  if (!isStored(name)) return ''
  return (await context.store.systemInfo.get(name)) ?? context.config[name]
}

/** A logo that is no address is a file among the uploads. */
const logoAddress = (value: string): string =>
  value === '' || value.startsWith('http') || value.startsWith('/') ? value : LOGOS + value

async function removeOldLogo(context: Context, next: string | undefined): Promise<void> {
  const old = await context.store.systemInfo.get('ckan.site_logo')
  if (old === undefined || old === next || !old.startsWith(LOGOS)) return
  context.afterCommit(() => context.files.remove(`admin/${old.slice(LOGOS.length)}`))
}

/**
 * Keeps the options that the parameters name; null leaves one as it is.
 *
 * @returns what was kept, as texts
 */
export async function keepSiteOptions(context: Context, params: Params): Promise<Record<string, string>> {
  const kept: Record<string, string> = {}
  for (const name of STORED) {
    const value = params[name]
    if (value !== undefined && value !== null) kept[name] = textOf(value)
  }
  const logo = params['logo_upload']
  if (logo instanceof SavedImage) kept['ckan.site_logo'] = logo.name
  for (const [name, value] of Object.entries(kept)) {
    const stored = name === 'ckan.site_logo' ? logoAddress(value) : value
    if (name === 'ckan.site_logo') await removeOldLogo(context, stored)
    await context.store.systemInfo.put(name, stored)
  }
  return kept
}

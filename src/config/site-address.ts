import type { Config } from './config.ts'

/**
 * Start of every absolute address in an answer: `ckan.site_url` with `ckan.root_path` and, where the request named
 * one, the language (`<site>/fr`). No slash at the end.
 */
export function siteAddress(config: Config, locale = ''): string {
  const language = locale === '' ? '' : `/${locale}`
  const root = config['ckan.root_path'].replace(/\/+$/, '')
  const path = root.includes('/{{LANG}}') ? root.replace('/{{LANG}}', language) : `${root}${language}`
  return config['ckan.site_url'] + path
}

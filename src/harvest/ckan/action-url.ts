import { HarvestError } from '../harvest-error.ts'

/** The address of an action of a CKAN, whose address may be that of its pages or of its API. */
export function actionUrl(site: string, action: string, query: Readonly<Record<string, string>>): string {
  if (!URL.canParse(site)) throw new HarvestError(`${site} is no web address.`)
  const url = new URL(site)
  url.pathname = `${url.pathname.replace(/\/(api(\/.*)?|dataset)?\/?$/, '')}/api/3/action/${action}`
  url.search = new URLSearchParams(query).toString()
  url.hash = ''
  return url.href
}

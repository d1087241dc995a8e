/** Query of a link: the request's own with another `offset`, its order and signs as Python writes them. */
function query(text: string, offset: number | undefined): string {
  const parameters = new URLSearchParams()
  for (const [key, value] of new URLSearchParams(text)) if (value !== '') parameters.set(key, value)
  if (offset === undefined) parameters.delete('offset')
  else parameters.set('offset', String(offset))
  const written = parameters.toString().replaceAll('*', '%2A').replaceAll('%7E', '~')
  return written === '' ? '' : `?${written}`
}

/** `_links` of datastore_search: relative addresses of the first, next and previous page. */
export function tableLinks(
  address: { readonly path: string; readonly query: string } | undefined,
  limit: number,
  offset: number,
): Readonly<Record<string, string>> {
  if (!address) return {}
  const at = (place: number | undefined): string => address.path + query(address.query, place)
  return {
    start: at(undefined),
    next: at(offset + limit),
    ...(offset - limit > 0 ? { prev: at(offset - limit) } : {}),
  }
}

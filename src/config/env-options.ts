/**
 * Options in environment variables, spelt as CKAN's envvars extension spells them: `CKAN__SITE_URL` is `ckan.site_url`,
 * `CKAN___SEARCH__FACETS__LIMIT` (three underscores) is `search.facets.limit`, `CKANISTER__PORT` is `ckanister.port`.
 * Returned in lower case, with the variable's own name.
 */
export function envOptions(
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, { readonly text: string; readonly variable: string }> {
  const options = new Map<string, { readonly text: string; readonly variable: string }>()
  for (const [variable, text] of Object.entries(env)) {
    if (text === undefined || !/^CKAN[A-Z]*__/.test(variable)) continue
    const name = variable.startsWith('CKAN___') ? variable.slice('CKAN___'.length) : variable
    options.set(name.replaceAll('__', '.').toLowerCase(), { text, variable })
  }
  return options
}

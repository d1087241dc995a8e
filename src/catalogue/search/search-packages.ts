import { userLabels } from '../../auth/packages.ts'
import type { Context } from '../../kernel/context.ts'
import type { SearchAnswer, SearchParameters } from '../../search/door.ts'
import { composeSearch, type PackageSearch } from '../../search/query.ts'

/**
 * Asks the search engine as CKAN asks Solr, for what the caller may see.
 * @returns the answer with the query that was composed
 * @throws SearchError, SearchQueryError for a query that CKAN refuses
 */
export async function searchPackages(
  context: Context,
  search: Omit<PackageSearch, 'labels'>,
): Promise<{ readonly query: SearchParameters; readonly answer: SearchAnswer }> {
  const { config } = context
  const query = composeSearch(
    { ...search, labels: await userLabels(context) },
    {
      siteId: config['ckan.site_id'],
      defaultSort: config['ckan.search.default_package_sort'],
      allowedParsers: config['ckan.search.solr_allowed_query_parsers'],
      fqMode: config['ckanister.search.fq_mode'],
      language: config['ckanister.search.language'] || undefined,
    },
  )
  return { query, answer: await context.search.search(query) }
}

import { defaultSchemaPackage } from '../../catalogue/default-schema-package.ts'
import { packageSearchParameters } from '../../catalogue/package-search-parameters.ts'
import { packagesText } from '../../catalogue/packages-text.ts'
import { searchFacets } from '../../catalogue/search-facets.ts'
import { searchPackages } from '../../catalogue/search-packages.ts'
import { JsonText } from '../../core/json-text.ts'
import { toJson, type JsonObject } from '../../core/json.ts'
import { defineAction } from '../../kernel/action.ts'
import type { Context } from '../../kernel/context.ts'

/** With `fl`, CKAN shows an extra under its own key. */
const withoutPrefixes = (document: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(document).map(([key, value]) => [key.replace(/^extras_/, ''), value]))

async function defaultSchemaText(context: Context, ids: readonly string[]): Promise<string> {
  const shown: unknown[] = []
  for (const id of ids) {
    const text = await context.store.packages.rendered(id)
    if (text) shown.push(await defaultSchemaPackage(context, text.text))
  }
  return toJson(shown)
}

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async (context, params) => {
    const { search, use_default_schema } = packageSearchParameters(params, context.config)
    const { query, answer } = await searchPackages(context, search)
    const { count, ids, facets, documents } = answer
    const results = documents
      ? toJson(documents.map(withoutPrefixes))
      : await (use_default_schema ? defaultSchemaText : packagesText)(context, ids)
    const counts = Object.fromEntries(
      [...facets].map(([field, values]) => [field, Object.fromEntries(values)]),
    )
    const shown = await searchFacets(context, facets)
    return new JsonText(
      `{"count": ${count}, "facets": ${toJson(counts)}, "results": ${results}, ` +
        `"sort": ${toJson(query.sort)}, "search_facets": ${toJson(shown)}}`,
    )
  },
})

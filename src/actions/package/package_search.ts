import { defaultSchemaPackage } from '../../catalogue/package/default-schema-package.ts'
import { packageSearchParameters } from '../../catalogue/search/package-search-parameters.ts'
import { facetsText, searchAnswerText } from '../../catalogue/search/search-answer-text.ts'
import { searchExtensionsText } from '../../catalogue/search/search-extensions-text.ts'
import { searchPackages } from '../../catalogue/search/search-packages.ts'
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
  // A query may speak of the time: what was modified since NOW-1DAY becomes less by itself.
  isKept: (params) => !toJson(params).includes('NOW'),
  authorize: () => undefined,
  run: async (context, params) => {
    const { search, use_default_schema } = packageSearchParameters(params, context.config)
    const { query, answer } = await searchPackages(context, search)
    const { count, ids, documents } = answer
    const shown =
      documents || use_default_schema
        ? {
            results: documents
              ? toJson(documents.map(withoutPrefixes))
              : await defaultSchemaText(context, ids),
            ...(await facetsText(context, answer.facets)),
          }
        : await searchAnswerText(context, answer)
    const extended = searchExtensionsText(search, answer)
    return new JsonText(
      `{"count": ${count}, "facets": ${shown.facets}, "results": ${shown.results}, ` +
        `"sort": ${toJson(query.sort)}, "search_facets": ${shown.search_facets}${extended}}`,
    )
  },
})

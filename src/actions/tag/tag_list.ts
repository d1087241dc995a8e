import { searchTags } from '../../catalogue/tag/search-tags.ts'
import { shownTag } from '../../catalogue/tag/show-tag.ts'
import { NotFound } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { defineAction } from '../../kernel/action.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import type { TagRow } from '../../store/rows.ts'
import { pythonRepr } from '../../validation/python.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

const isBlank = (value: unknown): boolean =>
  isFalsy(value) || (typeof value === 'string' && value.trim() === '')

const isSearch = (params: Params): boolean => !isBlank(params['query']) || !isBlank(params['q'])

async function tagsOf(context: Context, params: Params): Promise<readonly TagRow[]> {
  if (isSearch(params)) return searchTags(context, params)
  const { vocabulary_id: wanted } = params
  if (isFalsy(wanted)) return context.store.tags.inUse(!isSysadmin(context))
  const vocabulary = typeof wanted === 'string' ? await context.store.vocabularies.find(wanted) : undefined
  if (!vocabulary) throw new NotFound(`could not find vocabulary ${pythonRepr(wanted)}`)
  return context.store.tags.ofVocabulary(vocabulary.id)
}

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: async (context, params) => {
    const wantsNames = isFalsy(params['all_fields'])
    if (wantsNames && !isSearch(params) && isFalsy(params['vocabulary_id'])) {
      return context.store.tags.namesInUse(!isSysadmin(context))
    }
    const tags = await tagsOf(context, params)
    return wantsNames ? tags.map(({ name }) => name) : tags.map(shownTag)
  },
})

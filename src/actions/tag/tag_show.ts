import { findTag } from '../../catalogue/find-tag.ts'
import { shownTag } from '../../catalogue/show-tag.ts'
import { NotFound } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import { toJson } from '../../core/json.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

const MOST_DATASETS = 1000

export default defineAction({
  sideEffectFree: true,
  find: async (context, params) => {
    const tag = await findTag(context, required(params, 'id'), params['vocabulary_id'])
    if (!tag) throw new NotFound()
    return tag
  },
  authorize: () => undefined,
  run: async ({ store }, params, tag) => {
    const shown = shownTag(tag)
    if (params['include_datasets'] !== true) return shown
    const texts: string[] = []
    for (const id of await store.tags.publicPackages(tag.id, MOST_DATASETS)) {
      const rendered = await store.packages.rendered(id)
      if (rendered) texts.push(rendered.text)
    }
    return new JsonText(`${toJson(shown).slice(0, -1)}, "packages": [${texts.join(', ')}]}`)
  },
})

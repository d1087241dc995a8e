import { defaultSchemaPackage } from '../../catalogue/package/default-schema-package.ts'
import { findTag } from '../../catalogue/tag/find-tag.ts'
import { shownTag } from '../../catalogue/tag/show-tag.ts'
import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

const MOST_DATASETS = 1000

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  find: async (context, params) => {
    const tag = await findTag(context, required(params, 'id'), params['vocabulary_id'])
    if (!tag) throw new NotFound()
    return tag
  },
  authorize: () => undefined,
  run: async (context, params, tag) => {
    const shown = shownTag(tag)
    if (params['include_datasets'] !== true) return shown
    const packages: object[] = []
    for (const id of await context.store.tags.publicPackages(tag.id, MOST_DATASETS)) {
      const rendered = await context.store.packages.rendered(id)
      if (rendered) packages.push(await defaultSchemaPackage(context, rendered.text))
    }
    return { ...shown, packages }
  },
})

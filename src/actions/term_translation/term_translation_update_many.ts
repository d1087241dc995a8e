import { listOfObjects } from '../../catalogue/package/list-of-objects.ts'
import {
  requireTermTranslationEditable,
  updateTermTranslation,
} from '../../catalogue/update-term-translation.ts'
import { validated } from '../../catalogue/validated.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: (_context, { data }) => {
    const items = listOfObjects(data)
    if (items && items.length > 0) return items
    throw new ValidationError({
      error: 'term_translation_update_many needs to have a list of dicts in field data',
    })
  },
  authorize: requireTermTranslationEditable,
  run: async (context, _params, items) => {
    for (const item of items) {
      const data = await validated(context, 'term_translation', 'term_translation_update', item)
      await updateTermTranslation(context, data)
    }
    return { success: `${items.length} rows updated` }
  },
})

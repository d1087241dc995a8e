import {
  requireTermTranslationEditable,
  updateTermTranslation,
} from '../../catalogue/update-term-translation.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: requireTermTranslationEditable,
  run: updateTermTranslation,
})

import { autocompleteGroups } from '../../catalogue/group/autocomplete-groups.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: (context, params) => autocompleteGroups(context, 'group', params),
})

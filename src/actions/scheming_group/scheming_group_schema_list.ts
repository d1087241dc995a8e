import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: ({ scheming }) => [...scheming.groups.keys()],
})

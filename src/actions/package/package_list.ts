import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: ({ store }, { limit, offset }) =>
    store.packages.publicNames(typeof limit === 'number' && limit > 0 ? limit : -1, Number(offset ?? 0)),
})

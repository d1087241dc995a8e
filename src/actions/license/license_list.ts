import { licenseRegister } from '../../catalogue/package/license-register.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: ({ config }) => licenseRegister(config),
})

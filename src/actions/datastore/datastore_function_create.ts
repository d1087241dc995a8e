import { requireSysadmin } from '../../auth/sysadmin.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  writes: false,
  validatesFirst: true,
  authorize: requireSysadmin,
  run: async (context, params) => {
    await context.datastore.createFunction({
      name: String(params['name']),
      rettype: typeof params['rettype'] === 'string' ? params['rettype'] : 'trigger',
      arguments: Array.isArray(params['arguments']) ? (params['arguments'] as readonly unknown[]) : [],
      definition: String(params['definition']),
      or_replace: params['or_replace'] === true,
    })
    return null
  },
})

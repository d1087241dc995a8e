import { requireReadable, userLabels } from '../../auth/packages.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { packagesText } from '../../catalogue/package/packages-text.ts'
import { ValidationError } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import type { JsonObject } from '../../core/json.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, { id }) => {
    if (id === undefined || id === null || id === '') throw new ValidationError({ id: ['Missing value'] })
    return findPackage(context, id)
  },
  authorize: (context, _params, row) => requireReadable(context, row),
  run: async (context, { limit }, row) => {
    const shown = await context.store.packages.rendered(row.id)
    const dataset = { ...(shown?.parse() as JsonObject | undefined), id: row.id }
    const most = Math.min(Number(limit), context.config['ckan.search.rows_max'])
    const ids = await context.search.similar(dataset, most, await userLabels(context))
    return new JsonText(await packagesText(context, ids))
  },
})

import { requireGroupCreatable } from '../../auth/groups.ts'
import { refuseNullLists } from '../../catalogue/group/change-group.ts'
import { storedDatasets } from '../../catalogue/group/group-datasets.ts'
import { partsOfShow } from '../../catalogue/group/group-parts.ts'
import { saveGroup } from '../../catalogue/group/save-group.ts'
import { shownGroup } from '../../catalogue/group/show-group.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  preparesAlone: true,
  // CKAN adds these before it looks at the rest, and echoes them in its refusals.
  prepare: (_context, params) => ({ type: 'organization', ...params, is_organization: true }),
  authorize: (context, params) => {
    requireGroupCreatable(context, 'organization')
    refuseNullLists(params)
  },
  run: async (context, params) => {
    const row = await saveGroup(context, params, { kind: 'organization' })
    return shownGroup(context, row, partsOfShow(context.config, {}), storedDatasets(context))
  },
})

import { listGroupsOfUser } from '../../catalogue/group/list-groups-of-user.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async (context, params) => {
    const { user } = context
    if (!user) return []
    const groups = await listGroupsOfUser(context, 'group', user, 'manage_group', params)
    return groups.map(({ capacity: _capacity, ...group }) => group)
  },
})

import { requireGroupReadable } from '../../auth/groups.ts'
import { findGroup } from '../../catalogue/group/find-group.ts'
import { capacityLabel } from '../../catalogue/group/group-roles.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'
import { isMemberTable } from '../../store/members.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, params) => findGroup(context, required(params, 'id')),
  authorize: (context, { object_type: type }, row) =>
    requireGroupReadable(context, row, type === 'user' || isFalsy(type)),
  run: async ({ store }, { object_type: type, capacity }, row) => {
    if (!isFalsy(type) && !isMemberTable(type)) return []
    const members = isMemberTable(type)
      ? await store.members.activeOf(row.id, type)
      : await store.members.ofGroup(row.id)
    return members
      .filter((member) => isFalsy(capacity) || member.capacity === capacity)
      .map((member) => [member.table_id, member.table_name, capacityLabel(member.capacity)])
  },
})

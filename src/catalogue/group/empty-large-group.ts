import type { GroupKind } from '../../auth/groups.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import { inSteps } from '../in-steps.ts'
import { detachPackages } from '../package/detach-packages.ts'
import { regroupPackages } from './group-members.ts'

/** Datasets that leave in one transaction. */
const STEP = 25

/** The group or organization that an id or name stands for, if it is of this kind. */
export async function groupOfKind(
  context: Context,
  kind: GroupKind,
  idOrName: unknown,
): Promise<GroupRow | undefined> {
  const row = typeof idOrName === 'string' ? await context.store.groups.find(idOrName) : undefined
  return row?.is_organization === (kind === 'organization') ? row : undefined
}

/**
 * Takes the datasets out of a large group or organization before it goes, each step by itself, so that no writer waits
 * for all of them. If the server stops in between, some have left; the same call goes on. Small groups are left to the
 * transaction that follows.
 */
export async function emptyLargeGroup(
  context: Context,
  row: GroupRow,
  { withDeleted }: { readonly withDeleted: boolean },
): Promise<void> {
  const { members, packages } = context.store
  const ids = row.is_organization
    ? await packages.idsOfOrganization(row.id)
    : (await members.membersOf(row.id, 'package')).map((member) => member.table_id)
  if (ids.length <= STEP) return
  await inSteps(context, ids, STEP, async (store, some) => {
    const step = { ...context, store }
    if (row.is_organization) {
      await detachPackages(step, row.id, { withDeleted, among: some })
      return
    }
    for (const id of some) await store.members.end(row.id, 'package', id)
    await regroupPackages(step, some)
  })
}

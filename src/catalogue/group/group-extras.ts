import { newId } from '../../core/ids.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupExtra } from '../../store/group-columns.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

interface GivenExtra {
  readonly id?: string
  readonly key: string
  readonly value: string | null
  readonly deleted?: unknown
}

/**
 * Extras of a group as they will be stored: those given replace the earlier ones, which stay when none are given
 * (CKAN). Of several with one key the last counts; a key keeps its id.
 */
export function groupExtras(
  context: Context,
  given: unknown,
  before: readonly GroupExtra[] = [],
): readonly GroupExtra[] {
  const list = (given ?? []) as readonly GivenExtra[]
  if (list.length === 0) return before
  const ids = new Map(before.map(({ key, id }) => [key, id]))
  const extras = new Map<string, GroupExtra>()
  for (const { id, key, value, deleted } of list) {
    if (before.length > 0 && !isFalsy(deleted)) continue
    const chosen = context.operator === true ? id : undefined
    extras.set(key, { id: ids.get(key) ?? chosen ?? newId(), key, value, state: 'active' })
  }
  return [...extras.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

export interface GroupListSort {
  /** `package_count` leaves out those without an active dataset; private datasets count for everyone (CKAN). */
  readonly sort: 'name' | 'title' | 'package_count'
  readonly descending: boolean
}

const FIELDS: Readonly<Record<string, GroupListSort['sort']>> = {
  name: 'name',
  title: 'title',
  package_count: 'package_count',
  packages: 'package_count',
}

/**
 * The order of organization_list and group_list: `sort`, the older `order_by`, or the site's own.
 *
 * @throws ValidationError in CKAN's words
 */
export function groupListSort({ sort, order_by: orderBy }: Params, siteSort: string): GroupListSort {
  const asked = [sort, orderBy].find((value) => !isFalsy(value)) ?? siteSort
  const text = textOf(asked).trim()
  if (text.includes(',')) throw new ValidationError('Too many sort criteria provided only 1 allowed')
  const [name = '', direction] = text.split(/\s+/)
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
  if (field === undefined) throw new ValidationError(`Cannot sort by field \`${name}\``)
  const way = direction?.toLowerCase()
  if (way !== undefined && way !== 'asc' && way !== 'desc') {
    throw new ValidationError(`Invalid sort direction \`${direction ?? ''}\``)
  }
  return { sort: field, descending: way === undefined ? field === 'package_count' : way === 'desc' }
}

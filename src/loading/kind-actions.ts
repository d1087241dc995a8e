import type { RecordKind } from './readers/record.ts'

/** The actions that show, create and update a kind of record. */
export const KIND_ACTIONS: Readonly<
  Record<RecordKind, { readonly show: string; readonly create: string; readonly update: string }>
> = {
  dataset: { show: 'package_show', create: 'package_create', update: 'package_update' },
  organization: { show: 'organization_show', create: 'organization_create', update: 'organization_update' },
  group: { show: 'group_show', create: 'group_create', update: 'group_update' },
  user: { show: 'user_show', create: 'user_create', update: 'user_update' },
}

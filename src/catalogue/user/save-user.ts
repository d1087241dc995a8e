import { randomUUID } from 'node:crypto'
import { NewPassword } from '../../core/new-password.ts'
import { newId } from '../../core/ids.ts'
import type { Params } from '../../core/params.ts'
import { SavedImage } from '../../core/saved-image.ts'
import { now } from '../../core/time.ts'
import type { Context } from '../../kernel/context.ts'
import type { UserRow } from '../../store/users.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { recordUserActivity } from '../activity/record-user-activity.ts'

type Image = Pick<UserRow, 'image_url' | 'image_key'>

/** The image after a change: a new file wins over an address; the file of an image that goes is removed. */
function imageOf(context: Context, data: Params, before: UserRow | undefined): Image {
  const upload = data['image_upload']
  const address = data['image_url'] as string | undefined
  const old: Image = { image_url: before?.image_url ?? null, image_key: before?.image_key ?? null }
  const cleared = !isFalsy(data['clear_upload']) && old.image_key !== null
  const keeps =
    !(upload instanceof SavedImage) && !cleared && (address === undefined || address === old.image_url)
  if (keeps) return old
  const oldKey = old.image_key
  if (oldKey !== null) context.afterCommit(() => context.files.remove(oldKey))
  if (upload instanceof SavedImage) return { image_url: upload.name, image_key: upload.key }
  return { image_url: address === undefined || address === old.image_url ? '' : address, image_key: null }
}

/**
 * Writes a user whose parameters passed their rules and `prepareUser`; what is left out stays (spec: action API 6.7).
 * `before` is the stored user of an update.
 */
export async function saveUser(context: Context, data: Params, before?: UserRow): Promise<UserRow> {
  const kept = <Key extends keyof UserRow>(key: Key, fallback: UserRow[Key]): UserRow[Key] =>
    data[key] === undefined ? (before?.[key] ?? fallback) : (data[key] as UserRow[Key])
  const password = data['password'] instanceof NewPassword ? data['password'].hash : undefined
  const row: UserRow = {
    id: before?.id ?? (data['id'] as string | undefined) ?? newId(),
    name: kept('name', ''),
    fullname: kept('fullname', null),
    email: kept('email', null),
    password_hash: (data['password_hash'] as string | undefined) ?? password ?? before?.password_hash ?? null,
    apikey: before?.apikey ?? (context.config['ckan.auth.create_default_api_keys'] ? randomUUID() : null),
    about: kept('about', null),
    ...imageOf(context, data, before),
    activity_streams_email_notifications: kept('activity_streams_email_notifications', false),
    sysadmin: kept('sysadmin', false),
    state: kept('state', 'active'),
    // A key to reset a password serves once.
    reset_key: password === undefined ? (before?.reset_key ?? null) : null,
    plugin_extras: kept('plugin_extras', null),
    created: before?.created ?? (data['created'] as string | undefined) ?? now(),
    last_active: before?.last_active ?? null,
  }
  await context.store.users.save(row)
  await recordUserActivity(context, before ? 'changed' : 'new', row)
  return row
}

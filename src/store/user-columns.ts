import { type JsonObject, toJson } from '../core/json.ts'
import { readJson } from '../core/read-json.ts'

export interface UserRow {
  readonly id: string
  readonly name: string
  readonly fullname: string | null
  readonly email: string | null
  /** See auth/password-hash.ts. */
  readonly password_hash: string | null
  readonly apikey: string | null
  readonly about: string | null
  readonly image_url: string | null
  readonly image_key: string | null
  readonly activity_streams_email_notifications: boolean
  readonly sysadmin: boolean
  readonly state: string
  readonly reset_key: string | null
  readonly plugin_extras: JsonObject | null
  readonly created: string
  readonly last_active: string | null
}

/** A user as the row lies in the table. */
export interface StoredUser extends Omit<
  UserRow,
  'activity_streams_email_notifications' | 'sysadmin' | 'plugin_extras'
> {
  readonly activity_streams_email_notifications: 0 | 1
  readonly sysadmin: 0 | 1
  readonly plugin_extras: string | null
}

export const USER_COLUMNS = [
  'id',
  'name',
  'fullname',
  'email',
  'password_hash',
  'apikey',
  'about',
  'image_url',
  'image_key',
  'activity_streams_email_notifications',
  'sysadmin',
  'state',
  'reset_key',
  'plugin_extras',
  'created',
  'last_active',
] as const satisfies readonly (keyof UserRow)[]

export const userFromColumns = (stored: StoredUser): UserRow => ({
  id: stored.id,
  name: stored.name,
  fullname: stored.fullname,
  email: stored.email,
  password_hash: stored.password_hash,
  apikey: stored.apikey,
  about: stored.about,
  image_url: stored.image_url,
  image_key: stored.image_key,
  activity_streams_email_notifications: stored.activity_streams_email_notifications === 1,
  sysadmin: stored.sysadmin === 1,
  state: stored.state,
  reset_key: stored.reset_key,
  plugin_extras: stored.plugin_extras === null ? null : (readJson(stored.plugin_extras) as JsonObject),
  created: stored.created,
  last_active: stored.last_active,
})

export const userToColumns = (row: UserRow): StoredUser => ({
  ...row,
  activity_streams_email_notifications: row.activity_streams_email_notifications ? 1 : 0,
  sysadmin: row.sysadmin ? 1 : 0,
  plugin_extras: row.plugin_extras === null ? null : toJson(row.plugin_extras),
})

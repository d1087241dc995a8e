import type { JsonObject } from '../core/json.ts'

/** `active`, `draft` or `deleted`; sysadmins may set any other word, which counts as not active. */
export type State = string

export interface Extra {
  readonly key: string
  readonly value: string
}

/** The texts of a dataset that are null until somebody sets them. */
export interface PackageTexts {
  readonly title: string | null
  readonly version: string | null
  readonly url: string | null
  readonly author: string | null
  readonly author_email: string | null
  readonly maintainer: string | null
  readonly maintainer_email: string | null
  readonly notes: string | null
  readonly license_id: string | null
}

export interface PackageRow extends PackageTexts {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly owner_org: string | null
  readonly creator_user_id: string | null
  readonly private: boolean
  readonly state: State
  readonly metadata_created: string
  readonly metadata_modified: string
  /** Ordered by key. */
  readonly extras: readonly Extra[]
  readonly plugin_data: JsonObject | null
}

export interface ResourceRow {
  readonly id: string
  readonly package_id: string
  readonly position: number
  /** As stored: only the file's name for an upload. */
  readonly url: string
  readonly format: string | null
  readonly description: string | null
  readonly hash: string
  readonly name: string | null
  readonly resource_type: string | null
  readonly mimetype: string | null
  readonly mimetype_inner: string | null
  /** Bytes. */
  readonly size: number | null
  readonly created: string | null
  readonly last_modified: string | null
  readonly metadata_modified: string | null
  readonly cache_url: string | null
  readonly cache_last_updated: string | null
  readonly url_type: string | null
  readonly state: State
  /** The fields that CKAN's schema does not name. */
  readonly extras: JsonObject
  readonly file_key: string | null
}

export interface TagRow {
  readonly id: string
  readonly name: string
  readonly vocabulary_id: string | null
}

/** A dataset with all that belongs to it alone. */
export interface PackageRecord extends PackageRow {
  /** In order; `position` is their index. */
  readonly resources: readonly ResourceRow[]
  /** Ordered by name. */
  readonly tags: readonly TagRow[]
}

/** What pages read of the actions' answers. */
export interface Tag {
  readonly name: string
  readonly display_name: string
}

export interface ResourceShown {
  readonly id: string
  readonly package_id: string
  readonly name: string | null
  readonly description: string | null
  readonly format: string
  readonly url: string
  readonly size: number | null
  readonly created: string
  readonly last_modified: string | null
  readonly mimetype: string | null
}

export interface GroupShown {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly display_name: string
  readonly description: string
  readonly image_display_url: string
  readonly package_count: number
  readonly created: string
}

export interface DatasetShown {
  readonly id: string
  readonly name: string
  readonly title: string | null
  readonly notes: string | null
  readonly author: string | null
  readonly author_email: string | null
  readonly maintainer: string | null
  readonly maintainer_email: string | null
  readonly url: string | null
  readonly version: string | null
  readonly license_title: string | null
  readonly license_url?: string
  readonly private: boolean
  readonly state: string
  readonly type: string
  readonly metadata_created: string
  readonly metadata_modified: string
  readonly organization: GroupShown | null
  readonly groups: readonly GroupShown[]
  readonly tags: readonly Tag[]
  /** Not there where the site declares all fields (scheming). */
  readonly extras?: readonly { readonly key: string; readonly value: string }[]
  readonly resources: readonly ResourceShown[]
}

export const titleOf = (shown: { readonly title: string | null; readonly name: string }): string =>
  shown.title || shown.name

export const resourceTitle = (resource: ResourceShown): string =>
  resource.name || resource.description?.slice(0, 80) || 'Unnamed resource'

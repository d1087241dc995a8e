import type { JsonObject } from '../core/json.ts'

interface Named {
  readonly id: string
  readonly name: string
  readonly title?: string | null
}

/** A resource as package_show gives it; its other fields are read with `textOf` and `listOf`. */
export interface ResourceShown extends JsonObject {
  readonly id: string
  readonly package_id: string
}

/** A dataset as package_show gives it. */
export interface DatasetShown {
  readonly id: string
  readonly name: string
  readonly organization: Named | null
  readonly groups: readonly Named[]
  readonly tags: readonly { readonly name: string }[]
  readonly resources: readonly ResourceShown[]
  /** Not there where the site declares all fields (scheming). */
  readonly extras?: readonly { readonly key: string; readonly value: unknown }[]
}

import type { JsonObject } from '../core/json.ts'

/** A field as ckanext-scheming's schemas write it, its preset filled in. */
export interface SchemeField {
  readonly field_name: string
  readonly required?: unknown
  readonly validators?: string
  readonly create_validators?: string
  readonly output_validators?: string
  readonly choices?: readonly { readonly value: unknown; readonly label?: unknown }[]
  readonly repeating_subfields?: readonly SchemeField[]
}

/** What a site says of one type of datasets, organizations or groups. */
export interface Scheme {
  /** As the file says it. */
  readonly source: JsonObject
  /** The same with its presets filled in. */
  readonly expanded: JsonObject
  /** Fields of the dataset, organization or group. */
  readonly fields: readonly SchemeField[]
  readonly resourceFields: readonly SchemeField[]
  readonly before?: string
  readonly after?: string
}

/** Schemes by the type that they describe, in the order of the option. */
export type Schemes = ReadonlyMap<string, Scheme>

export interface KeyAndValue {
  readonly key: string
  readonly value: string | null
}

/** What is stored as extras, as it is shown. */
export interface Shaped<Extra> {
  /** The fields that the site declared, by name. */
  readonly fields: Readonly<Record<string, unknown>>
  /** The others. */
  readonly extras: readonly Extra[]
}

/** How values that were stored under a site's schemas are shown. */
export interface Shapes {
  /** Differs when anything is shown otherwise; empty: nothing is declared. */
  readonly fingerprint: string
  readonly dataset: <Extra extends KeyAndValue>(type: string, extras: readonly Extra[]) => Shaped<Extra>
  readonly resource: (
    packageType: string,
    fields: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, unknown>>
  /** CKAN's own fields that are left out while they are null, because the site declares them. */
  readonly hidden: (type: string) => ReadonlySet<string>
  readonly group: <Extra extends KeyAndValue>(
    isOrganization: boolean,
    type: string,
    extras: readonly Extra[],
  ) => Shaped<Extra>
}

/** All schemes of a site: none where the plugins of ckanext-scheming are off. */
export interface Scheming {
  readonly datasets: Schemes
  readonly organizations: Schemes
  readonly groups: Schemes
  /** Datasets of other types are refused (`scheming.dataset_fallback`). */
  readonly refusesOtherDatasets: boolean
  readonly shapes: Shapes
}

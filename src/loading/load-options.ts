import type { RecordKind } from './readers/record.ts'

export interface LoadOptions {
  /** Leaves what exists as it is. */
  readonly createOnly?: boolean | undefined
  /** Does everything, tells what would happen, and takes it back. */
  readonly dryRun?: boolean | undefined
  /** Repairs what CKAN would refuse (names, tags, e-mail addresses, …) instead of refusing the record. */
  readonly fix?: boolean | undefined
  /** Name of the organization for datasets that name none; made when it does not exist. */
  readonly ownerOrg?: string | undefined
  /** Records in one transaction. */
  readonly batch?: number | undefined
  /** Takes every record as this kind instead of guessing. */
  readonly kind?: RecordKind | undefined
  /** Fields that CKAN does not know become extras instead of being dropped. */
  readonly keepFields?: boolean | undefined
  /** Records activities; false: loading leaves none. */
  readonly activities?: boolean | undefined
  /** Files uploaded to another portal stay links to it. */
  readonly uploadsAsLinks?: boolean | undefined
  /** Tables that another portal has without a file stay links to it. */
  readonly tablesAsLinks?: boolean | undefined
}

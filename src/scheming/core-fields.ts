/** Fields of CKAN's dataset schema: all others that a site declares are kept as extras. */
export const DATASET_FIELDS: ReadonlySet<string> = new Set(
  `id name title author author_email maintainer maintainer_email license_id notes url version state type owner_org
  private plugin_data tag_string tags resources extras save return_to relationships_as_object
  relationships_as_subject groups metadata_created metadata_modified creator_user_id`.split(/\s+/),
)

/** The same for groups and organizations. */
export const GROUP_FIELDS: ReadonlySet<string> = new Set(
  `id name title description image_url image_upload clear_upload image_display_url type state created is_organization
  approval_status extras save packages users groups tags include_extras display_name package_count`.split(
    /\s+/,
  ),
)

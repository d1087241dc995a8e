// Written by `npm run generate` from schemas/entities. Do not edit.

/**
 * A key and a value that the schema does not name.
 */
export interface Extra {
  /**
   * A UUID, from sysadmins only; without effect.
   */
  id?: unknown
  /**
   * Unlike any field of the dataset schema.
   */
  key?: string
  /**
   * Text; null removes the extra. Lists and objects are kept as JSON text.
   */
  value?: unknown
  /**
   * Ignored.
   */
  state?: unknown
  /**
   * True: the extra is left out.
   */
  deleted?: unknown
}

/**
 * A group that the dataset belongs to, by id or name.
 */
export interface GroupOfADataset {
  /**
   * Id of the group.
   */
  id?: string | null
  /**
   * Name of the group.
   */
  name?: string | null
  /**
   * Ignored.
   */
  title?: string | null
}

/**
 * A relationship of a dataset to another, inside the dataset.
 */
export interface Relationship {
  /**
   * depends_on, derives_from, links_to or child_of, or one of their reverses.
   */
  type?: string
  /**
   * Id of the relationship.
   */
  id?: string | null
  /**
   * Id or name.
   */
  subject?: string | null
  /**
   * Id or name.
   */
  object?: string | null
  /**
   * Free text.
   */
  comment?: string | null
}

/**
 * A file, link or service of a dataset, as a caller gives it. Fields that are not named here are kept as they are.
 */
export interface Resource {
  /**
   * A UUID of the caller's choice; on update: which resource is meant.
   */
  id?: string | null
  /**
   * Set by the server.
   */
  package_id?: unknown
  /**
   * Set by the server: the index in the list.
   */
  position?: unknown
  /**
   * Set by the server.
   */
  state?: unknown
  /**
   * Set by the server.
   */
  metadata_modified?: unknown
  /**
   * Output only.
   */
  tracking_summary?: unknown
  /**
   * Where the data is. A link without a scheme is shown with http://.
   */
  url?: string | null
  /**
   * CSV, GeoJSON, …: CKAN's spelling where it has one; guessed from the url of a new resource.
   */
  format?: string | null
  /**
   * Markdown.
   */
  description?: string | null
  /**
   * Of the file.
   */
  hash?: string | null
  /**
   * Title of the resource.
   */
  name?: string | null
  /**
   * file, api, …
   */
  resource_type?: string | null
  /**
   * `upload` for a file that this site keeps, null for a link.
   */
  url_type?: string | null
  /**
   * Media type.
   */
  mimetype?: string | null
  /**
   * Media type of the file inside an archive.
   */
  mimetype_inner?: string | null
  /**
   * Where a copy is.
   */
  cache_url?: string | null
  /**
   * Bytes.
   */
  size?: number | string | null
  /**
   * UTC time; now when absent.
   */
  created?: string | null
  /**
   * UTC time of the data's last change.
   */
  last_modified?: string | null
  /**
   * UTC time of the copy.
   */
  cache_last_updated?: string | null
  [k: string]: unknown
}

/**
 * A keyword of a dataset, free or from a vocabulary.
 */
export interface Tag {
  /**
   * Kept from the operator only: a UUID that no tag has yet.
   */
  id?: string | null
  /**
   * 2 to 100 letters, digits, blanks and -_.
   */
  name?: string
  /**
   * Id of the vocabulary; null: a free tag.
   */
  vocabulary_id?: string | null
}

import type { TagRow } from '../../store/rows.ts'

export interface ShownTag extends TagRow {
  readonly display_name: string
}

/** A tag as CKAN shows it (spec: action API 3.5). */
export const shownTag = (tag: TagRow): ShownTag => ({ ...tag, display_name: tag.name })

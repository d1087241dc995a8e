import { siteAddress } from '../config/site-address.ts'
import { imageDisplayUrl } from '../core/image-display-url.ts'
import type { Context } from '../kernel/context.ts'
import type { GroupRow } from '../store/group-columns.ts'

/** What every answer about a group or organization begins with (spec: action API 3.3). */
export const groupSummary = ({ config }: Pick<Context, 'config'>, row: GroupRow) => ({
  id: row.id,
  name: row.name,
  title: row.title,
  type: row.type,
  description: row.description,
  image_url: row.image_url,
  image_display_url: imageDisplayUrl(siteAddress(config), 'group', row.image_url),
  created: row.created,
  is_organization: row.is_organization,
  approval_status: row.approval_status,
  state: row.state,
  display_name: row.title || row.name,
})

/** Accents apart and case ignored: the order of display names where CKAN does not leave it to the database. */
const sortKey = (text: string): string => text.normalize('NFD').toLowerCase()

/** For sorting summaries by the name that people see. */
export function byDisplayName(
  a: { readonly display_name: string },
  b: { readonly display_name: string },
): number {
  const [first, second] = [sortKey(a.display_name), sortKey(b.display_name)]
  return first < second ? -1 : first > second ? 1 : 0
}

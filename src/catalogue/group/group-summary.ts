import { siteAddress } from '../../config/site-address.ts'
import { imageDisplayUrl } from '../../core/image-display-url.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'

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

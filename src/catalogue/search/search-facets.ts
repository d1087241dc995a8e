import type { Context } from '../../kernel/context.ts'
import { compareText } from '../../search/index/compare-text.ts'
import type { SearchAnswer } from '../../search/door.ts'
import { licenseRegister } from '../package/license-register.ts'

interface FacetItem {
  readonly name: string
  readonly display_name: string
  readonly count: number
}

/** How a value is shown: titles of organizations, groups and licences as they are now, other values as they are. */
async function displayName(context: Context, field: string, value: string): Promise<string> {
  if (field === 'license_id') {
    const register = await licenseRegister(context.config)
    return register.find(({ id }) => id === value)?.title ?? value
  }
  if (field !== 'organization' && field !== 'groups') return value
  const group = await context.store.groups.find(value)
  return group?.name === value && group.title.trim() !== '' ? group.title : value
}

/** CKAN's `search_facets`: the values of each facet with what people call them, in descending order of that. */
export async function searchFacets(
  context: Context,
  facets: SearchAnswer['facets'],
): Promise<Record<string, { readonly title: string; readonly items: readonly FacetItem[] }>> {
  const shown: Record<string, { title: string; items: FacetItem[] }> = {}
  for (const [field, counts] of facets) {
    const items: FacetItem[] = []
    for (const [name, count] of counts) {
      items.push({ name, display_name: await displayName(context, field, name), count })
    }
    items.sort((a, b) => compareText(b.display_name, a.display_name))
    shown[field] = { title: field, items }
  }
  return shown
}

import { toJson } from '../../core/json.ts'
import type { SearchAnswer } from '../../search/door.ts'
import type { PackageSearch } from '../../search/query.ts'
import { cursorAfter } from './search-extensions.ts'

/** JSON members that extensions add to package_search's answer, each with a comma before it; '' without extensions. */
export function searchExtensionsText(
  { after, rows, highlight, suggest }: Pick<PackageSearch, 'after' | 'rows' | 'highlight' | 'suggest'>,
  { ids, highlights, suggestions }: SearchAnswer,
): string {
  const members: Record<string, unknown> = {}
  const last = ids.at(-1)
  if (after !== undefined) {
    members['ext_cursor'] = last !== undefined && ids.length === rows ? cursorAfter(last) : null
  }
  if (highlight) members['ext_highlight'] = Object.fromEntries(highlights ?? [])
  if (suggest) members['ext_suggest'] = suggestions ?? []
  return Object.entries(members)
    .map(([name, value]) => `, ${toJson(name)}: ${toJson(value)}`)
    .join('')
}

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

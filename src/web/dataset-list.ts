import { html, type Html } from './html.ts'
import { titleOf, type DatasetShown } from './entities.ts'
import { excerpt } from './markdown.ts'
import { pager, PER_PAGE, readPage } from './paging.ts'
import type { PageRequest } from './page-request.ts'

interface Found {
  readonly count: number
  readonly results: readonly DatasetShown[]
}

/** Parameters of the page that name a field and the value it must have. */
const FIELDS = ['organization', 'groups', 'tags', 'res_format', 'license_id']

const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`

const item = (root: string, shown: DatasetShown): Html => {
  const formats = [
    ...new Set(shown.resources.map((resource) => resource.format).filter((name) => name !== '')),
  ]
  return html`<li>
    <a href="${root}/dataset/${shown.name}">${titleOf(shown)}</a>
    ${shown.private && html`<span class="label">Private</span>`}
    <div>${excerpt(shown.notes ?? '')}</div>
    <div class="soft">
      ${shown.organization && titleOf(shown.organization)}
      ${formats.map((name) => html`<span class="label">${name}</span> `)}
    </div>
  </li> `
}

/**
 * Datasets that the page's parameters choose (`q`, `sort`, `page` and fields), with a search form around them.
 *
 * @throws PageError 400 for a page that is none, 404 where the search is refused
 */
export async function datasetList(
  { root, query, show }: PageRequest,
  path: string,
  fixed: readonly string[] = [],
): Promise<Html> {
  const number = readPage(query)
  const q = query.get('q') ?? ''
  const chosen = FIELDS.flatMap((field) => query.getAll(field).map((value) => [field, value] as const))
  const found = await show<Found>('package_search', {
    q,
    fq: [...fixed, ...chosen.map(([field, value]) => `${field}:${quoted(value)}`)].join(' '),
    sort: query.get('sort') ?? (q === '' ? 'metadata_modified desc' : 'score desc, metadata_modified desc'),
    rows: PER_PAGE,
    start: (number - 1) * PER_PAGE,
    include_private: true,
  })
  return html`<form action="${root}${path}" method="get" role="search">
      <input type="search" name="q" value="${q}" aria-label="Search datasets" placeholder="Search datasets" />
      ${chosen.map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`)}
      <button>Search</button>
    </form>
    <p>
      ${found.count === 1 ? '1 dataset' : `${found.count.toLocaleString('en')} datasets`}
      ${q !== '' && html`for “${q}”`}
      ${chosen.map(([field, value]) => html`<span class="label">${field}: ${value}</span> `)}
    </p>
    <ul class="plain">
      ${found.results.map((shown) => item(root, shown))}
    </ul>
    ${pager(`${root}${path}`, query, number, found.count)}`
}

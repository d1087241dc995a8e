import { PageError } from '../http/page-error.ts'
import { html, type Html } from './html.ts'

/** Datasets or groups on a page: CKAN's own number. */
export const PER_PAGE = 20

/** @throws PageError 400 for a page that is none */
export function readPage(query: URLSearchParams): number {
  const text = query.get('page') ?? '1'
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new PageError(400)
  return Number(text)
}

/** Links to the pages before and after. */
export function pager(path: string, query: URLSearchParams, page: number, count: number): Html {
  const to = (target: number): string => {
    const search = new URLSearchParams(query)
    search.set('page', String(target))
    return `${path}?${search.toString()}`
  }
  const last = Math.max(1, Math.ceil(count / PER_PAGE))
  return html`<p>
    ${page > 1 && html`<a rel="prev" href="${to(Math.min(page - 1, last))}">Previous page</a>`}
    <span class="soft">Page ${page} of ${last}</span>
    ${page < last && html`<a rel="next" href="${to(page + 1)}">Next page</a>`}
  </p>`
}

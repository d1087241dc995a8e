import { callAction, type Caller } from '../../actions/call.ts'
import type { Config } from '../../config/config.ts'
import { siteAddress } from '../../config/site-address.ts'
import { JsonText } from '../../core/json-text.ts'
import { now } from '../../core/time.ts'
import type { Services } from '../../kernel/context.ts'
import { PageError } from '../page-error.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { pairQuery, valueOf, withPage, type Pair } from './feed-query.ts'
import { idQuery, type FeedSubject } from './feed-subject.ts'

interface FoundDataset {
  readonly id: string
  readonly name: string
  readonly title: string | null
  readonly notes: string | null
  readonly author: string | null
  readonly metadata_created: string
  readonly metadata_modified: string
  readonly tags: readonly { readonly name: string }[]
}

/** `last` of CKAN's links is no whole number (`3.5`): the page before the point. */
function readPage(pairs: readonly Pair[]): number {
  const text = valueOf(pairs, 'page') ?? '1'
  const page = /^\d{1,9}(?:\.\d+)?$/.test(text) ? Math.max(1, Math.trunc(Number(text))) : 0
  if (page === 0 || text === '0') throw new PageError(400)
  return page
}

function entry(site: string, found: FoundDataset): FeedEntry {
  const shown = `${site}/api/3/action/package_show?id=`
  return {
    id: `${site}/dataset/${found.id}`,
    title: found.title || found.name,
    updated: found.metadata_modified,
    published: found.metadata_created,
    author: found.author,
    content: found.notes ?? '',
    links: [shown + found.id, shown + encodeURIComponent(found.name)],
    page: `${site}/dataset/${found.name}`,
    tags: found.tags.map((tag) => tag.name),
  }
}

/** With an authority and a date ids are tag URIs (RFC 4151), that outlive the site's address. */
function feedId(config: Config, place: string): string {
  const authority = config['ckan.feeds.authority_name']
  const date = config['ckan.feeds.date']
  if (authority === '' || date === '') return siteAddress(config) + place
  return `tag:${authority},${date}:${place}`
}

/** Python's float: always with a point. */
const pythonFloat = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value))

export interface FeedRequest {
  readonly subject: FeedSubject
  readonly pairs: readonly Pair[]
  /** The feed's own path, percent-encoded. */
  readonly path: string
}

/**
 * A page of a feed, its links as CKAN writes them.
 *
 * @throws PageError 400 for a page that is none; what package_search throws
 */
export async function buildFeed(
  { subject, pairs, path }: FeedRequest,
  services: Services,
  caller: Caller,
): Promise<Feed & { readonly pages: { readonly current: number; readonly isLast: boolean } }> {
  const { config } = services
  const page = readPage(pairs)
  const limit = config['ckan.feeds.limit']
  const search = {
    sort: 'metadata_modified desc',
    ...subject.search,
    rows: limit,
    start: (page - 1) * limit,
  }
  const answered = await callAction(services, 'package_search', search, { ...caller, user: undefined })
  const found = (answered instanceof JsonText ? answered.parse() : answered) as {
    readonly count: number
    readonly results: readonly FoundDataset[]
  }
  const site = siteAddress(config)
  const root = site.slice(config['ckan.site_url'].length)
  const own = (parameters: readonly Pair[]): string => `${root}${path}${pairQuery(parameters)}`
  const { parameters } = subject
  const lastPage = found.count === 0 ? '0.0' : pythonFloat(found.count / limit + 1)
  const hasNext = page < Number(lastPage)
  const title = config['ckan.site_title'] || config['ckan.site_id']
  return {
    id: feedId(config, `${subject.place}.atom${idQuery(subject)}`),
    title: title + subject.titleSuffix,
    subtitle: `Recently created or updated datasets on ${title}${subject.subtitleSuffix}`,
    author: config['ckan.feeds.author_name'] || config['ckan.site_id'],
    authorLink: config['ckan.feeds.author_link'] || site,
    updated: now(),
    links: [
      ['alternate', `${root}/dataset/${pairQuery(subject.alternate)}`],
      ['self', own(parameters)],
      ...(page > 1 ? [['prev', own(withPage(parameters, String(page - 1)))] as const] : []),
      ...(hasNext ? [['next', own(withPage(parameters, String(page + 1)))] as const] : []),
      ['first', own(parameters.filter(([name]) => name !== 'page'))],
      ['last', own(withPage(parameters, lastPage))],
    ],
    entries: found.results.map((dataset) => entry(site, dataset)),
    pages: { current: page, isLast: page * limit >= found.count },
  }
}

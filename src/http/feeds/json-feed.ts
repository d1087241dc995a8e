import { toJson } from '../../core/json.ts'
import type { Feed, FeedEntry } from './feed.ts'

export const JSON_FEED_TYPE = 'application/feed+json'

const zoned = (time: string): string => `${time}Z`

const item = (entry: FeedEntry) => ({
  id: entry.id,
  url: entry.page,
  title: entry.title,
  content_text: entry.content,
  date_published: zoned(entry.published),
  date_modified: zoned(entry.updated),
  tags: entry.tags,
  ...(entry.author ? { authors: [{ name: entry.author }] } : {}),
})

/** The same feed as JSON Feed 1.1 (jsonfeed.org/version/1.1); `pages` are the addresses of this page and the next. */
export const jsonFeedText = (
  feed: Feed,
  pages: { readonly self: string; readonly next: string | undefined },
): string =>
  toJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.subtitle,
    home_page_url: feed.authorLink,
    feed_url: pages.self,
    ...(pages.next === undefined ? {} : { next_url: pages.next }),
    authors: [{ name: feed.author, url: feed.authorLink }],
    items: feed.entries.map(item),
  })

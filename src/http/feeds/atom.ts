import type { Feed, FeedEntry } from './feed.ts'

export const ATOM_TYPE = 'application/atom+xml'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML has no place for control characters, and CKAN's feeds none for the line breaks among them. */
const text = (value: string): string =>
  value.replace(/[\x00-\x1f\ufffe\uffff]/g, '').replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
const attribute = (value: string): string =>
  value.replace(/[\x00-\x1f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
const element = (name: string, value: string): string =>
  value === '' ? `<${name}/>` : `<${name}>${text(value)}</${name}>`
const person = (name: string): string => `<author>${element('name', name)}</author>`
const time = (value: string): string => `${value}+00:00`

function entryText(entry: FeedEntry): string {
  return [
    '<entry>',
    element('id', entry.id),
    element('title', entry.title),
    element('updated', time(entry.updated)),
    entry.author ? person(entry.author) : '',
    element('content', entry.content),
    ...entry.links.map((address) => `<link href="${attribute(address)}"/>`),
    ...entry.tags.map((tag) => `<category term="${attribute(tag)}"/>`),
    element('published', time(entry.published)),
    '</entry>',
  ].join('')
}

/** Atom (RFC 4287) with CKAN's elements in CKAN's order. */
export const atomText = (feed: Feed): string =>
  [
    `<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">`,
    element('id', feed.id),
    element('title', feed.title),
    element('updated', time(feed.updated)),
    person(feed.author),
    ...feed.links.map(([relation, address]) => `<link href="${attribute(address)}" rel="${relation}"/>`),
    // CKAN's feeds say this; readers that tell portals apart by it go on doing so.
    '<generator uri="https://lkiesow.github.io/python-feedgen" version="1.0.0">python-feedgen</generator>',
    element('subtitle', feed.subtitle),
    // The newest of a page stands last in CKAN's feeds.
    ...feed.entries.map(entryText).reverse(),
    '</feed>',
  ].join('')

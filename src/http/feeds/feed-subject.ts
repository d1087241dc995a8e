import { callAction, type Caller } from '../../actions/call.ts'
import { NotAuthorized, NotFound } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import type { Services } from '../../kernel/context.ts'
import { PageError } from '../page-error.ts'
import { quotePlus, valueOf, type Pair } from './feed-query.ts'

/** What a feed is about: how to search its datasets, and what CKAN calls it. */
export interface FeedSubject {
  readonly search: { readonly q?: string; readonly fq?: string; readonly sort?: string }
  readonly titleSuffix: string
  readonly subtitleSuffix: string
  /** The end of the feed's id. */
  readonly place: string
  /** Parameters of the page that shows the same. */
  readonly alternate: readonly Pair[]
  /** Parameters that this feed's own links carry. */
  readonly parameters: readonly Pair[]
}

const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`
const FIELD = /^\w+$/

function everything(pairs: readonly Pair[]): FeedSubject {
  return {
    search: {},
    titleSuffix: '',
    subtitleSuffix: '',
    place: '/feeds/dataset',
    alternate: [],
    parameters: pairs.filter(([name]) => name === 'page'),
  }
}

async function ofGroup(
  kind: 'organization' | 'group',
  name: string,
  pairs: readonly Pair[],
  services: Services,
  caller: Caller,
): Promise<FeedSubject> {
  const params = { id: name, include_datasets: false, include_users: false }
  const shown = await callAction(services, `${kind}_show`, params, caller).catch((error: unknown) => {
    if (error instanceof NotFound || error instanceof NotAuthorized) throw new PageError(404)
    throw error
  })
  const group = (shown instanceof JsonText ? shown.parse() : shown) as {
    readonly name: string
    readonly title: string
  }
  const field = kind === 'group' ? 'groups' : 'organization'
  const label = kind === 'group' ? 'Group' : 'Organization'
  return {
    search: { fq: `${field}:${quoted(group.name)}` },
    titleSuffix: ` - ${label}: "${group.title}"`,
    subtitleSuffix: ` by ${kind}: "${group.title}"`,
    // CKAN's id lacks the slash; readers know a feed by its id.
    place: `feeds/${kind}/${name}`,
    alternate: [[field, name]],
    parameters: pairs.filter(([key]) => key === 'page'),
  }
}

function ofTag(name: string, pairs: readonly Pair[]): FeedSubject {
  return {
    search: { fq: `tags:${quoted(name)}` },
    titleSuffix: ` - Tag: "${name}"`,
    subtitleSuffix: ` by tag: "${name}"`,
    place: `/feeds/tag/${name}`,
    alternate: [['tags', name]],
    parameters: pairs.filter(([key]) => key === 'page'),
  }
}

/** Any search: `q` and `sort` as package_search takes them, every other parameter is a field and its value. */
function custom(pairs: readonly Pair[]): FeedSubject {
  const fields = pairs.filter(([name]) => !['q', 'page', 'sort'].includes(name) && !name.startsWith('_'))
  const q = valueOf(pairs, 'q') ?? ''
  const sort = valueOf(pairs, 'sort')
  const unknown = fields.find(([name]) => !FIELD.test(name))
  if (unknown) throw new PageError(400)
  return {
    search: {
      q,
      fq: fields.map(([name, value]) => `${name}:${quoted(value)}`).join(' '),
      ...(sort === undefined ? {} : { sort }),
    },
    titleSuffix: ' - Custom query',
    subtitleSuffix: `. Custom query: '${q}'`,
    place: '/feeds/custom',
    alternate: pairs.filter(([name]) => name !== 'page'),
    parameters: pairs,
  }
}

/** The query at the end of a custom feed's id: its fields. */
export const idQuery = (subject: FeedSubject): string => {
  const fields = subject.alternate.filter(
    ([name]) => subject.place === '/feeds/custom' && !['q', 'sort'].includes(name) && !name.startsWith('_'),
  )
  return fields.length === 0
    ? ''
    : `?${fields.map(([name, value]) => `${quotePlus(name)}=${quotePlus(value).replaceAll(':', '%3A').replaceAll('*', '%2A')}`).join('&')}`
}

/**
 * The feed that an address names.
 *
 * @throws PageError 404 for an unknown organization or group, 400 for a field that can't be one
 */
export async function feedSubject(
  kind: string,
  name: string | undefined,
  pairs: readonly Pair[],
  services: Services,
  caller: Caller,
): Promise<FeedSubject> {
  if (kind === 'organization' || kind === 'group') return ofGroup(kind, name ?? '', pairs, services, caller)
  if (kind === 'tag') return ofTag(name ?? '', pairs)
  return kind === 'custom' ? custom(pairs) : everything(pairs)
}

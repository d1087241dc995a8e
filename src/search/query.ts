import { SearchError, SearchQueryError } from '../core/errors.ts'
import { languageFields, type Language } from './analysis/languages.ts'
import type { SearchExtensions, SearchParameters } from './door.ts'

/** What package_search was asked, after validation; `undefined` is a parameter that was not given. */
export interface PackageSearch extends SearchExtensions {
  readonly q?: string | undefined
  readonly fq?: string | undefined
  readonly fq_list?: readonly string[] | undefined
  readonly fl?: readonly string[] | undefined
  readonly sort?: string | undefined
  readonly start: number
  readonly rows: number
  readonly defType?: string | undefined
  readonly qf?: string | undefined
  readonly mm?: string | undefined
  readonly tie?: string | undefined
  readonly bf?: string | undefined
  readonly boost?: string | undefined
  readonly wt?: string | undefined
  readonly facet?:
    { readonly fields: readonly string[]; readonly limit: number; readonly mincount: number } | undefined
  readonly include_private: boolean
  readonly include_drafts: boolean
  readonly include_deleted: boolean
  /** `undefined`: a sysadmin, who sees everything. */
  readonly labels: readonly string[] | undefined
}

export interface SearchSettings {
  /** `ckan.site_id` */
  readonly siteId: string
  /** `ckan.search.default_package_sort` */
  readonly defaultSort: string
  /** `ckan.search.solr_allowed_query_parsers` */
  readonly allowedParsers: readonly string[]
  /** `strict`: the caller's `fq` is a filter of its own, instead of being joined with the hidden ones as in CKAN. */
  readonly fqMode?: 'ckan' | 'strict' | undefined
  /** `ckanister.search.language`: of a second analysis of titles and text. */
  readonly language?: Language | undefined
}

/** How much a word found by the second analysis counts beside the fields of CKAN. */
const LANGUAGE_BOOST = 3
const QUERY_FIELDS = 'name^4 title^4 tags^2 groups^2 text'
const MINIMUM_MATCH = '2<-1 5<80%'
const TIE = '0.1'
const VALUE = String.raw`(?:"[^"]*"|'[^']*'|[\w$.+-]+)`
const OPENING = /^\s*\{!\s*/
const LOCAL_PARAM = new RegExp(String.raw`[\w.-]+(?:\s*=\s*${VALUE})?\s*`, 'y')

/** The parser that a text beginning with `{!` names; @throws SearchQueryError when it cannot be read. */
function namedParser(text: string): string {
  const params: string[] = []
  let at = OPENING.exec(text)?.[0].length ?? 0
  for (;;) {
    LOCAL_PARAM.lastIndex = at
    const param = LOCAL_PARAM.exec(text)?.[0]
    if (param === undefined) break
    params.push(param.trim())
    at += param.length
  }
  if (text[at] !== '}' || params.length === 0) {
    const found = at < text.length ? `'${text[at] ?? ''}'` : 'end of text'
    const place = `Expected '}', found ${found}  (at char ${at}), (line:1, col:${at + 1})`
    throw new SearchQueryError(
      `Search Query is invalid: "Could not parse incoming local parameters: ${place}"`,
    )
  }
  const type = params.find((param) => /^type\s*=/.test(param))?.replace(/^type\s*=\s*/, '')
  return (type ?? params[0] ?? '').replace(/^["']|["']$/g, '')
}

/** @throws SearchError for local parameters at the beginning of a value, unless their parser is allowed */
function refuseLocalParams(
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
  allowed: readonly string[],
): void {
  for (const [name, value] of Object.entries(values)) {
    for (const text of value === undefined ? [] : [value].flat()) {
      if (!text.trimStart().startsWith('{!') || allowed.includes(namedParser(text))) continue
      throw new SearchError(`Search error: "Local parameters are not supported in param '${name}'."`)
    }
  }
}

/** CKAN's parser for `q`, with what goes to it: plain words are dismax, a colon anywhere makes it Lucene's syntax. */
function parserFor(
  search: PackageSearch,
  q: string,
  language: Language | undefined,
): Pick<SearchParameters, 'defType' | 'qf' | 'mm' | 'tie' | 'df'> {
  const second = language && languageFields(language)
  const queryFields = second
    ? `${QUERY_FIELDS} ${second.title}^${String(LANGUAGE_BOOST)} ${second.text}`
    : QUERY_FIELDS
  const df = second && ['text', second.text]
  const hasColon = q.includes(':')
  const { defType = hasColon ? 'lucene' : 'dismax', qf = queryFields, mm = MINIMUM_MATCH, tie = TIE } = search
  if (hasColon && defType !== 'edismax') return { defType, qf: search.qf, mm: search.mm, tie: search.tie, df }
  return { defType, qf, mm, tie, df }
}

function filters(search: PackageSearch, settings: SearchSettings): string[] {
  const own = search.fq ?? ''
  const states = [
    'active',
    ...(search.include_drafts ? ['draft'] : []),
    ...(search.include_deleted ? ['deleted'] : []),
  ]
  const capacity = search.include_private ? '' : '+capacity:public'
  const state = own.includes('+state') ? '' : `+state:(${states.join(' OR ')})`
  const site = `+site_id:"${settings.siteId}"`
  const composed =
    settings.fqMode === 'strict' ? [own, `${capacity} ${state}`] : [`${capacity} ${own} ${state}`]
  return [...composed, ...(search.fq_list ?? []), site]
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

const extensions = ({
  after,
  box,
  withPoints,
  ranges,
  facetMode,
  highlight,
  suggest,
}: SearchExtensions): SearchExtensions => ({
  after,
  box,
  withPoints,
  ranges,
  facetMode,
  highlight,
  suggest,
})

/**
 * What CKAN asks of Solr for a package_search (spec: fq is joined with the hidden filters as one text).
 * @throws SearchError, SearchQueryError for local parameters
 */
export function composeSearch(search: PackageSearch, settings: SearchSettings): SearchParameters {
  const { q: asked, fq, fq_list, fl, sort, qf, mm, tie, bf, boost, wt, defType } = search
  const fields = search.facet?.fields
  refuseLocalParams(
    { q: asked, fq, fq_list, fl, sort, qf, mm, tie, bf, boost, wt, defType, 'facet.field': fields },
    settings.allowedParsers,
  )
  const q = asked === undefined || asked === '' || asked === '""' || asked === "''" ? '*:*' : asked
  return {
    q,
    fq: filters(search, settings),
    labels: search.labels,
    ...parserFor(search, q, settings.language),
    bf,
    boost,
    sort:
      search.after !== undefined
        ? 'id asc'
        : sort === undefined || sort === 'rank'
          ? settings.defaultSort
          : sort,
    start: search.start,
    rows: search.rows,
    ...(search.facet && { facet: search.facet }),
    fl,
    ...extensions(search),
  }
}

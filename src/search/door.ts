/**
 * The door to the search engine. It speaks Solr's parameters, so that another engine (Solr itself) can stand behind it;
 * nothing outside this folder may know how documents are kept.
 */
import type { JsonObject } from '../core/json.ts'

/** What is searched: a dataset as `package_show` gives it, and the labels that decide who finds it. */
export interface SearchDocument {
  /** The dataset dict (spec: action API 3.1), with `resources`, `tags`, `extras`, `groups` and `organization`. */
  readonly dataset: JsonObject & { readonly id: string }
  /** CKAN's permission labels: `public`, or `member-<org id>` / `creator-<user id>` / `collaborator-<dataset id>`. */
  readonly labels: readonly string[]
}

/** A rectangle in degrees of longitude (x) and latitude (y). */
export interface Box {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** The values of a field that lie between two numbers (a date is milliseconds), ends included. */
export interface ValueRange {
  readonly field: string
  readonly kind: 'number' | 'date'
  readonly low: number
  readonly high: number
}

/** What can be asked beyond CKAN (see docs/search-extensions.md). */
export interface SearchExtensions {
  /** Only documents whose id comes after this one, in the order of ids whatever `sort` says; `''`: from the first. */
  readonly after?: string | undefined
  /** Only documents that overlap; how much they do is added to the score. */
  readonly box?: Box | undefined
  /** Points and lines, which have no area, overlap too. */
  readonly withPoints?: boolean | undefined
  readonly ranges?: readonly ValueRange[] | undefined
  /** Facets count as if filters on their own field were absent. */
  readonly facetMode?: 'or' | undefined
  /** Pieces of text with what was found in them. */
  readonly highlight?: boolean | undefined
  /** Other spellings when nothing was found. */
  readonly suggest?: boolean | undefined
}

/** Solr's query parameters as CKAN sends them, after CKAN's defaults and checks have been applied. */
export interface SearchParameters extends SearchExtensions {
  readonly q: string
  /** Filters, all of which must hold; each is parsed by itself as Lucene syntax. */
  readonly fq: readonly string[]
  /** Only documents that carry one of these; `undefined`: no limit (sysadmin). */
  readonly labels?: readonly string[] | undefined
  readonly defType?: string | undefined
  /** Fields of what has none in Lucene syntax: `text` without it. */
  readonly df?: readonly string[] | undefined
  readonly qf?: string | undefined
  readonly mm?: string | undefined
  readonly tie?: string | undefined
  readonly bf?: string | undefined
  readonly boost?: string | undefined
  /** `field asc|desc, …`, `''` = by score. */
  readonly sort: string
  readonly start: number
  readonly rows: number
  /** `undefined`: no facets. */
  readonly facet?: {
    readonly fields: readonly string[]
    /** Negative: all values, ordered by value. */
    readonly limit: number
    readonly mincount: number
  }
  /** Stored fields to give back for each hit instead of its id alone. */
  readonly fl?: readonly string[] | undefined
}

export type Highlights = Readonly<Record<string, readonly string[]>>

export interface Suggestion {
  readonly q: string
  readonly count: number
}

export interface SearchAnswer {
  readonly count: number
  /** Dataset ids of this page, in order. */
  readonly ids: readonly string[]
  /** Field → value → count, in Solr's order; present for every field asked for. */
  readonly facets: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** With `highlight`: field → pieces of it, by id; HTML with the words found in `<em>`. */
  readonly highlights?: ReadonlyMap<string, Highlights>
  /** With `suggest`, when nothing was found: other texts for `q`, and how many documents each finds. */
  readonly suggestions?: readonly Suggestion[]
  /** With `fl`: the stored fields of each hit, in the order of `ids`. */
  readonly documents?: readonly JsonObject[]
}

/**
 * Written to inside the store's write transaction (same SQLite connection), so that data and index cannot disagree;
 * read from by everyone else, who sees what was committed.
 */
export interface SearchEngine {
  /** Adds or replaces documents. Call it inside `store.write`. */
  index(documents: readonly SearchDocument[]): Promise<void>
  /** Forgets documents; unknown ids are fine. Call it inside `store.write`. */
  remove(ids: readonly string[]): Promise<void>
  /**
   * @throws SearchError for a query, filter, sort or facet that Solr would refuse (CKAN: 409 "Search Error")
   * @throws SearchQueryError for an unreadable sort (CKAN: 400)
   */
  search(parameters: SearchParameters): Promise<SearchAnswer>
  /** Ids of datasets whose name or title starts with these letters (CKAN's n-gram fields), best first. */
  autocomplete(text: string, limit: number, labels: readonly string[] | undefined): Promise<readonly string[]>
  /** Ids of active public documents that are about the same as a dataset (its own left out), most alike first. */
  similar(
    dataset: JsonObject & { readonly id: string },
    limit: number,
    labels: readonly string[] | undefined,
  ): Promise<readonly string[]>
}

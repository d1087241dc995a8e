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

/** Solr's query parameters as CKAN sends them, after CKAN's defaults and checks have been applied. */
export interface SearchParameters {
  readonly q: string
  /** Filters, all of which must hold; each is parsed by itself as Lucene syntax. */
  readonly fq: readonly string[]
  /** Only documents that carry one of these; `undefined`: no limit (sysadmin). */
  readonly labels?: readonly string[] | undefined
  readonly defType?: string | undefined
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

export interface SearchAnswer {
  readonly count: number
  /** Dataset ids of this page, in order. */
  readonly ids: readonly string[]
  /** Field → value → count, in Solr's order; present for every field asked for. */
  readonly facets: ReadonlyMap<string, ReadonlyMap<string, number>>
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
}

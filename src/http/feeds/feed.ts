/** One dataset in a feed. */
export interface FeedEntry {
  readonly id: string
  readonly title: string
  /** CKAN's time text, UTC. */
  readonly updated: string
  readonly published: string
  readonly author: string | null
  readonly content: string
  /** Addresses of the dataset in the API: by id, by name. */
  readonly links: readonly string[]
  /** The dataset's page. */
  readonly page: string
  readonly tags: readonly string[]
}

/** A page of a feed, before it is written as Atom or JSON Feed. */
export interface Feed {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly author: string
  readonly authorLink: string
  readonly updated: string
  /** Addresses by relation, in their order: alternate, self, prev, next, first, last. */
  readonly links: readonly (readonly [relation: string, address: string])[]
  readonly entries: readonly FeedEntry[]
}

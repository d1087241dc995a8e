/** An image that was taken in before the transaction opened; no JSON can stand for one. */
export class SavedImage {
  /** CKAN's `image_url`. */
  readonly name: string
  /** Where the bytes lie: see files/file-store.ts. */
  readonly key: string

  constructor({ name, key }: { readonly name: string; readonly key: string }) {
    this.name = name
    this.key = key
  }
}

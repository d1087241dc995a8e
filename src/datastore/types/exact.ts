/** A value whose cell holds only its place in the order (a double), while its text is kept beside. */
export class Exact {
  readonly key: string | number
  readonly text: string

  constructor(key: string | number, text: string) {
    this.key = key
    this.text = text
  }
}

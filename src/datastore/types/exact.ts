import { sameDigits } from './same-digits.ts'

/** A value whose cell holds only its place in the order (a double), while its text is kept beside. */
export class Exact {
  readonly key: string | number
  readonly text: string

  /** Whether the key leaves digits out, so that others may have the same. */
  get isWide(): boolean {
    // A double holds 15 digits.
    if (this.text.length <= 15 && Number.isFinite(this.key)) return false
    return sameDigits(this.text) !== sameDigits(String(this.key))
  }

  constructor(key: string | number, text: string) {
    this.key = key
    this.text = text
  }
}

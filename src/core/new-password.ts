/** A password that somebody chose, hashed (auth/password-hash.ts) before the transaction opened; no JSON can stand for one. */
export class NewPassword {
  readonly text: string
  readonly hash: string

  constructor(text: string, hash: string) {
    this.text = text
    this.hash = hash
  }
}

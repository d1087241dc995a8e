/** A file could not be fetched; the message says why, for people. */
export class FetchError extends Error {
  override readonly name = 'FetchError'
  /** Another attempt may help: the server was busy, or could not be reached. */
  readonly isTemporary: boolean
  /** What the server answered, where it answered. */
  readonly status: number | undefined

  constructor(message: string, isTemporary = false, status?: number) {
    super(message)
    this.isTemporary = isTemporary
    this.status = status
  }
}

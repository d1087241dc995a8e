/** A source could not be read, or not whole; the message says why, for people. */
export class HarvestError extends Error {
  override readonly name = 'HarvestError'
}

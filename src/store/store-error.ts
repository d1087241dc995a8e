/** The data folder can't be used; the message is one line for the operator, with the next step. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

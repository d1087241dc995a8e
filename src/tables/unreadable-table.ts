/** The file is no table that can be loaded; the message says why and what to publish instead, for the data's publisher. */
export class UnreadableTable extends Error {
  override readonly name: string = 'UnreadableTable'
}

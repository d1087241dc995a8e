/** A whole source that cannot be loaded; the message says what was found instead of a catalogue. */
export class UnreadableSource extends Error {
  override readonly name = 'UnreadableSource'
}

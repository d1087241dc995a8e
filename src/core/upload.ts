/** A file part of a request, already on disk; the action that accepts it moves it, the edge removes it otherwise. */
export class Upload {
  /** Where the bytes are now. */
  readonly path: string
  /** The name that the client gave; '' when the part had none (then it counts as no upload). */
  readonly filename: string
  /** The media type that the client declared. */
  readonly contentType: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex SHA-256 of the bytes. */
  readonly sha256: string

  constructor(fields: {
    readonly path: string
    readonly filename: string
    readonly contentType: string
    readonly size: number
    readonly sha256: string
  }) {
    this.path = fields.path
    this.filename = fields.filename
    this.contentType = fields.contentType
    this.size = fields.size
    this.sha256 = fields.sha256
  }
}

import { Upload } from '../../core/upload.ts'

/** An upload whose bytes lie in the file store already. */
export class KeptUpload extends Upload {
  readonly key: string

  constructor(upload: Upload, fields: { readonly key: string; readonly contentType: string }) {
    const { path, filename, size, sha256 } = upload
    super({ path, filename, size, sha256, contentType: fields.contentType })
    this.key = fields.key
  }
}

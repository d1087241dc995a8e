import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import multer from 'multer'
import { BadRequest, ValidationError } from '../core/errors.ts'
import { Upload } from '../core/upload.ts'
import type { FormFields } from './parse-form.ts'

export interface MultipartForm {
  readonly fields: FormFields
  /** The first file of each name; parts without a file name are no uploads. */
  readonly uploads: ReadonlyMap<string, Upload>
}

export interface MultipartOptions {
  /** Folder for the files while the request lasts. */
  readonly folder: string
  /** Most bytes of a file in the part of this name; 0: no limit. */
  readonly maxFileSize: (field: string) => number
  /** Most bytes of a text part. */
  readonly maxFieldSize: number
}

const MOST_FILES = 20
const MOST_FIELDS = 10_000

/** What multer 2.5 takes beyond its published types: the parser of each request, before it is fed. */
interface StreamHandlerOption {
  readonly streamHandler: (req: IncomingMessage, parser: FieldParser) => void
}
interface FieldParser extends NodeJS.WritableStream {
  on(event: 'field', listener: (name: string, value: string) => void): this
}

/** Writes one part to disk, with its size and SHA-256 on the way; beyond the limit it only counts. */
async function store(
  stream: Readable,
  path: string,
  limit: number,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length
      if (limit > 0 && size > limit) {
        done()
        return
      }
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(stream, measure, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return { size, sha256: hash.digest('hex') }
}

/** Reads text parts by the names that they have: multer itself would make `a[b]` an object. */
function collectFields(fields: Map<string, string[]>): StreamHandlerOption {
  return {
    streamHandler: (req, parser) => {
      parser.on('field', (name, value) => {
        fields.set(name, [...(fields.get(name) ?? []), value])
      })
      req.pipe(parser)
    },
  }
}

/** What went wrong, for the client; undefined: our own fault. */
function refusal(error: unknown): BadRequest | undefined {
  if (error instanceof multer.MulterError) return new BadRequest(`The form can't be read: ${error.message}`)
  const message = error instanceof Error ? error.message : ''
  const ofParser = /^(?:Unexpected end of form|Malformed|Multipart:|Request (?:aborted|closed))/
  return ofParser.test(message) ? new BadRequest(`The form can't be read: ${message}`) : undefined
}

function toFields(fields: ReadonlyMap<string, readonly string[]>): FormFields {
  const object = Object.create(null) as Record<string, string | readonly string[]>
  for (const [name, values] of fields) object[name] = values.length === 1 ? (values[0] ?? '') : values
  return object
}

/**
 * Reads a body of type multipart/form-data; files go straight to disk, in constant memory.
 * Who calls removes the files that nobody has taken.
 *
 * @throws BadRequest for a broken form
 * @throws ValidationError for a file that is too large; then no file is left
 */
export async function readMultipart(
  req: IncomingMessage,
  res: ServerResponse,
  options: MultipartOptions,
): Promise<MultipartForm> {
  const fields = new Map<string, string[]>()
  const uploads = new Map<string, Upload>()
  const paths = new Set<string>()
  const firstOf = new Map<string, string>()
  const outcome = { isTooLarge: false }
  const engine: multer.StorageEngine = {
    _handleFile: (_req, file, done) => {
      const path = join(options.folder, randomUUID())
      const limit = options.maxFileSize(file.fieldname)
      paths.add(path)
      // Files end in any order: which came first is known only here.
      if (!firstOf.has(file.fieldname)) firstOf.set(file.fieldname, path)
      store(file.stream, path, limit).then(({ size, sha256 }) => {
        if (limit > 0 && size > limit) outcome.isTooLarge = true
        const upload = new Upload({
          path,
          filename: file.originalname,
          contentType: file.mimetype,
          size,
          sha256,
        })
        if (firstOf.get(file.fieldname) === path) uploads.set(file.fieldname, upload)
        done(null, { path })
      }, done)
    },
    _removeFile: (_req, file, done) => {
      rm(file.path, { force: true }).then(() => {
        done(null)
      }, done)
    },
  }
  const settings: multer.Options & StreamHandlerOption = {
    ...collectFields(fields),
    storage: engine,
    preservePath: true,
    defParamCharset: 'utf8',
    limits: { fieldSize: options.maxFieldSize, files: MOST_FILES, fields: MOST_FIELDS },
  }
  const parse = multer(settings).any()
  const removeFiles = () => Promise.all([...paths].map((path) => rm(path, { force: true })))
  try {
    await new Promise<void>((resolve, reject) => {
      parse(req as Parameters<typeof parse>[0], res as Parameters<typeof parse>[1], (error: unknown) => {
        if (error === undefined || error === null) resolve()
        else reject(error instanceof Error ? error : new Error('the form could not be read'))
      })
    })
  } catch (error) {
    await removeFiles()
    throw refusal(error) ?? error
  }
  if (outcome.isTooLarge) {
    await removeFiles()
    throw new ValidationError({ upload: ['File upload too large'] })
  }
  const kept = new Set([...uploads.values()].map((upload) => upload.path))
  await Promise.all([...paths].filter((path) => !kept.has(path)).map((path) => rm(path, { force: true })))
  return { fields: toFields(fields), uploads }
}

import { rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Params } from '../core/params.ts'
import type { Upload } from '../core/upload.ts'
import { pythonRepr } from '../validation/python.ts'
import { dictionary } from './dictionary.ts'
import type { MultipartOptions } from './multipart.ts'
import { PageError } from './page-error.ts'
import { parseForm, type FormFields } from './parse-form.ts'
import { parseJson } from './parse-json.ts'
import { pythonJsonError } from '../core/python-json-error.ts'
import { readBody } from './read-body.ts'
import { refuseNul } from './refuse-nul.ts'

export interface RequestParams {
  readonly params: Params
  /** Removes the uploaded files that no action has taken. */
  readonly discardUploads: () => Promise<void>
}

export interface ParamsOptions extends MultipartOptions {
  /** Whether GET may call the action (CKAN's side-effect free): then a query string counts, too. */
  readonly isGetable: boolean
  /** Numbers in JSON keep all their digits. */
  readonly exactNumbers?: boolean
  /** The query string, without `?`. */
  readonly query: string
  /** Most bytes of a body that is not a file. */
  readonly maxBodySize: number
}

const NOTHING: readonly Upload[] = []

/** Old clients send JSON as the only key of a form (`curl -d '{"id": "x"}'`). */
function jsonInKey(form: FormFields): string | undefined {
  const [key, ...others] = Object.keys(form)
  if (key === undefined || others.length > 0) return undefined
  return form[key] === '' || form[key] === '1' ? key : undefined
}

/** A form beats the query string, the query string beats a JSON body; undefined: look at the body. */
function fromFormOrQuery(form: FormFields, options: ParamsOptions): Record<string, unknown> | undefined {
  const json = jsonInKey(form)
  if (json !== undefined) {
    return dictionary(
      parseJson(
        Buffer.from(json),
        (text) => `JSONDecodeError(${pythonRepr(pythonJsonError(text))})`,
        options.exactNumbers,
      ),
    )
  }
  if (Object.keys(form).length > 0) return { ...form }
  if (!options.isGetable) return undefined
  const query = parseForm(options.query)
  return Object.keys(query).length > 0 ? { ...query } : undefined
}

function fromJson(body: Buffer, mediaType: string, isExact?: boolean): Record<string, unknown> {
  if (body.length === 0) return {}
  if (mediaType !== 'application/json' && !/^application\/.*\+json$/.test(mediaType)) {
    throw new PageError(
      415,
      "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.",
    )
  }
  return dictionary(parseJson(body, () => "<BadRequest '400: Bad Request'>", isExact))
}

async function readForm(
  req: IncomingMessage,
  mediaType: string,
  options: ParamsOptions,
): Promise<Record<string, unknown>> {
  const body = await readBody(req, options.maxBodySize)
  const isForm = mediaType === 'application/x-www-form-urlencoded'
  const params =
    fromFormOrQuery(isForm ? parseForm(body.toString('utf8')) : parseForm(''), options) ??
    // A multipart body without a boundary can't be read: no parameters.
    (isForm || mediaType === 'multipart/form-data' ? {} : fromJson(body, mediaType, options.exactNumbers))
  // JSON has NUL only as an escape.
  if (!options.isGetable && (isForm || body.includes('\\u0000'))) refuseNul(params)
  return params
}

/**
 * The parameters of an action as CKAN reads them from a POST: form, query string, JSON or multipart (spec: action API
 * 1.3). Files come as Upload under the names of their parts.
 *
 * @throws BadRequest for broken JSON, and JSON that is not an object
 * @throws PageError 415 for a body of another type
 * @throws ValidationError for a file that is too large, or NUL in what would be written
 */
export async function readPostParams(
  req: IncomingMessage,
  res: ServerResponse,
  options: ParamsOptions,
): Promise<RequestParams> {
  const contentType = req.headers['content-type'] ?? ''
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  const isMultipart = mediaType === 'multipart/form-data' && /boundary=/i.test(contentType)
  if (!isMultipart || !hasBody(req)) {
    return { params: await readForm(req, mediaType, options), discardUploads: discard(NOTHING) }
  }
  const { readMultipart } = await import('./multipart.ts')
  const { fields, uploads } = await readMultipart(req, res, options)
  const discardUploads = discard([...uploads.values()])
  try {
    const params = fromFormOrQuery(fields, options) ?? {}
    if (!options.isGetable) refuseNul(params)
    for (const [name, upload] of uploads) params[name] = upload
    return { params, discardUploads }
  } catch (error) {
    await discardUploads()
    throw error
  }
}

const discard = (uploads: readonly Upload[]) => async (): Promise<void> => {
  for (const upload of uploads) await rm(upload.path, { force: true })
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** The parameters of a GET: its query string. */
export const readGetParams = (query: string): Params => parseForm(query)

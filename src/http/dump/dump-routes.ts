import { createHash } from 'node:crypto'
import { Readable, type Transform } from 'node:stream'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { Router, type Request, type Response } from 'express'
import { findTable, requireTableReadable } from '../../catalogue/datastore/datastore-find.ts'
import { NotAuthorized, NotFound, ValidationError } from '../../core/errors.ts'
import type { TableInfo } from '../../datastore/door.ts'
import type { Services } from '../../kernel/context.ts'
import { chooseEncoding } from '../choose-encoding.ts'
import { PageError } from '../page-error.ts'
import { parseForm } from '../parse-form.ts'
import { requestCaller } from '../request-caller.ts'
import { requestToken } from '../request-token.ts'
import { dumpParams, type DumpParams } from './dump-params.ts'
import { dumpRows } from './dump-rows.ts'
import { dumpText } from './dump-text.ts'
import { geojsonDump } from './geojson-dump.ts'

/** The table, if the caller may see it: nobody learns that a private one is there. @throws PageError 404 */
async function findDumped(req: Request, services: Services, name: string): Promise<TableInfo> {
  const nothing = (): void => undefined
  const context = {
    ...services,
    ...(await requestCaller(req, services)),
    afterCommit: nothing,
    afterRollback: nothing,
  }
  try {
    const table = await findTable(context, name)
    await requireTableReadable(context, table.resourceId)
    return table
  } catch (error) {
    if (error instanceof NotFound || error instanceof NotAuthorized)
      throw new PageError(404, 'DataStore resource not found')
    throw error
  }
}

/** What the table refuses is said in the page, a line for each parameter. */
function refusal(error: unknown): unknown {
  if (!(error instanceof ValidationError)) return error
  const { info: _info, ...errors } = error.errors
  const lines = Object.entries(errors).map(
    ([key, messages]) =>
      `${key}: ${typeof messages === 'string' ? messages : messages.filter((message) => typeof message === 'string').join(', ')}`,
  )
  return new PageError(400, lines.join('\n'))
}

function compressor(encoding: 'br' | 'gzip'): Transform {
  return encoding === 'gzip'
    ? createGzip({ level: 1 })
    : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
}

/** Media types of the formats that are not CKAN's, and whether they are packed already. */
const TYPES: Readonly<Record<string, { readonly type: string; readonly isPacked: boolean }>> = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', isPacked: true },
  geojson: { type: 'application/geo+json', isPacked: false },
  parquet: { type: 'application/vnd.apache.parquet', isPacked: true },
  sqlite: { type: 'application/vnd.sqlite3', isPacked: false },
}

type Chunks = AsyncGenerator<string | Uint8Array>

/** The dump in its format; the writers of binary ones are read when they are first asked for. */
async function dumpIn(params: DumpParams, services: Services, resourceId: string): Promise<Chunks> {
  const parts = dumpRows(services.datastore, resourceId, params)
  switch (params.format) {
    case 'xlsx':
      return (await import('./xlsx-dump.ts')).xlsxDump(parts)
    case 'parquet':
      return (await import('./parquet-dump.ts')).parquetDump(parts)
    case 'sqlite':
      return (await import('./sqlite-dump.ts')).sqliteDump(
        parts,
        join(services.config['ckanister.data'], 'tmp'),
      )
    case 'geojson':
      return geojsonDump(parts)
    default:
      return dumpText(parts, params.format, params)
  }
}

async function send(req: Request, res: Response, text: Chunks, isPacked: boolean): Promise<void> {
  // The first part is asked for before anything is sent: an error is still a page then.
  const first = await text.next().catch((error: unknown) => {
    throw refusal(error)
  })
  const whole = async function* (): Chunks {
    if (first.done) return
    yield first.value
    yield* text
  }
  const encoding = isPacked ? undefined : chooseEncoding(req.headers['accept-encoding'] ?? '')
  if (encoding !== undefined) res.setHeader('Content-Encoding', encoding)
  const source = Readable.from(whole(), { objectMode: false })
  const sent = encoding === undefined ? pipeline(source, res) : pipeline(source, compressor(encoding), res)
  await sent.catch((error: unknown) => {
    // A client that has seen enough is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

function etagOf(table: TableInfo, params: DumpParams): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([table.resourceId, table.version, params]))
    .digest('base64url')
  return `W/"${hash.slice(0, 22)}"`
}

async function dump(req: Request<{ name: string }>, res: Response, services: Services): Promise<void> {
  const { name } = req.params
  const { config } = services
  const table = await findDumped(req, services, name)
  const query = req.originalUrl.split('?')[1] ?? ''
  const params = dumpParams(parseForm(query), {
    language: config['ckan.datastore.default_fts_lang'],
    isSafe: config['ckanister.datastore.spreadsheet_safe'],
  })
  const etag = etagOf(table, params)
  const isPersonal = requestToken(req, config) !== undefined
  res.setHeader('ETag', etag)
  res.setHeader('Cache-Control', isPersonal ? 'private, no-cache' : 'public, no-cache')
  res.setHeader('Vary', 'Authorization, Cookie, Accept-Encoding')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  if (req.headers['if-none-match']?.split(',').some((tag) => tag.trim() === etag)) {
    res.writeHead(304).end()
    return
  }
  const { type = 'application/octet-stream', isPacked = false } = TYPES[params.format] ?? {}
  res.setHeader('Content-Type', type)
  const filename = `${name}.${params.format}`.replace(/[^\x20-\x7e]|["\\]/g, '_')
  res.setHeader('Content-Disposition', `attachment; filename="${filename}"`)
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  await send(req, res, await dumpIn(params, services, table.resourceId), isPacked)
}

/** `/datastore/dump/<id or alias>`: a table as a file, streamed. */
export function dumpRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router.get('/datastore/dump/:name', (req, res) => dump(req, res, services))
  return router
}

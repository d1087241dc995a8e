import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Request, type Response, Router } from 'express'
import { linkedDataSite } from '../../catalogue/package/linked-data-site.ts'
import { walkPublicDatasets } from '../../catalogue/package/walk-public-datasets.ts'
import { DATA_JSON_HEAD, dataJson } from '../../dcat/data-json.ts'
import type { Services } from '../../kernel/context.ts'

/** Texts of datasets, each slice of the catalogue as one piece. */
async function* pieces({ config, store }: Services, isLines: boolean): AsyncGenerator<string> {
  const site = linkedDataSite(config)
  if (!isLines) yield `${JSON.stringify(DATA_JSON_HEAD).slice(0, -1)},"dataset":[\n`
  let isFirst = true
  for await (const datasets of walkPublicDatasets(store)) {
    if (datasets.length === 0) continue
    const texts = datasets.map((dataset) => JSON.stringify(dataJson(site, dataset)))
    if (isLines) yield `${texts.join('\n')}\n`
    else yield `${isFirst ? '' : ',\n'}${texts.join(',\n')}`
    isFirst = false
  }
  if (!isLines) yield '\n]}\n'
}

async function answer(req: Request, res: Response, services: Services, isLines: boolean): Promise<void> {
  const { config } = services
  res.setHeader('Content-Type', isLines ? 'application/x-ndjson' : 'application/json')
  res.setHeader('Cache-Control', `public, max-age=${config['ckan.cache_expires']}, must-revalidate`)
  res.setHeader('X-Content-Type-Options', 'nosniff')
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  const source = Readable.from(pieces(services, isLines), { objectMode: false, encoding: 'utf8' })
  await pipeline(source, res).catch((error: unknown) => {
    // A client that has seen enough is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

/** `/data.json` (DCAT-US 1.1) and `/data.jsonl`: the whole public catalogue, streamed (plugin datajson). */
export function dataJsonRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  if (!services.config['ckan.plugins'].includes('datajson')) return router
  router.get('/data.json', (req, res) => answer(req, res, services, false))
  router.get('/data.jsonl', (req, res) => answer(req, res, services, true))
  return router
}

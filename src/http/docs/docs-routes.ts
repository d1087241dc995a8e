import { Router } from 'express'
import type { Services } from '../../kernel/context.ts'
import { openapiDocument } from '../openapi/openapi-document.ts'
import { JSON_TYPE, PAGE_TYPE } from '../send-answer.ts'
import { keptAnswer } from './kept-answer.ts'
import { viewerFile } from './viewer-file.ts'
import { VIEWER_POLICY, viewerPage } from './viewer-page.ts'

const SCRIPT = 'text/javascript; charset=utf-8'
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': SCRIPT,
  'start-viewer.js': SCRIPT,
}

/** `/api/3/openapi.json`, and `/api/docs`, a page that shows it. */
export function docsRoutes({ config }: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  const document = keptAnswer(JSON_TYPE, async () =>
    Buffer.from(JSON.stringify(await openapiDocument(config))),
  )
  const policy = {
    'Content-Security-Policy': VIEWER_POLICY,
    'Referrer-Policy': 'no-referrer',
  }
  const page = keptAnswer(PAGE_TYPE, async () => Buffer.from(viewerPage(config['ckan.site_title'])), policy)
  router.get('/api/3/openapi.json', (req, res) => document(req, res))
  router.get('/api/docs', (req, res) => page(req, res))
  for (const [name, type] of Object.entries(FILES)) {
    const file = keptAnswer(type, () => viewerFile(name))
    router.get(`/api/docs/${name}`, (req, res) => file(req, res))
  }
  return router
}

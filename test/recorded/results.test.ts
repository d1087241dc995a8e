import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { loadConfig } from '../../src/config/load-config.ts'
import { openapiDocument } from '../../src/http/openapi/openapi-document.ts'
import type { RecordedCase, Request } from './player.ts'

const FOLDER = join(__dirname, '../../fixtures/recorded')

interface Operation {
  readonly responses: {
    readonly 200: {
      readonly content: {
        readonly 'application/json': { readonly schema: { properties: { result: object } } }
      }
    }
  }
}

/** Requests that ask for parts of objects. */
const asksForParts = ({ data, query }: Request): boolean => {
  const given = { ...(data as object | undefined), ...query }
  return 'fl' in given || 'include' in given
}

/** Recordings stand a text in for what differs from run to run. */
const isStandIn = ({ data }: ErrorObject): boolean => typeof data === 'string'

it('what CKAN answered is what the document says of each result', async () => {
  const document = (await openapiDocument(loadConfig({ env: {} }))) as {
    readonly paths: Readonly<Record<string, { readonly get?: Operation; readonly post: Operation }>>
    readonly components: object
  }
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true })
  ajv.addSchema({ $id: 'document', components: document.components })
  const checks = new Map<string, ValidateFunction>()
  const checkOf = (action: string): ValidateFunction | undefined => {
    const path = document.paths[`/api/3/action/${action}`]
    if (!path) return undefined
    const { schema } = (path.get ?? path.post).responses[200].content['application/json']
    const text = JSON.stringify(schema.properties.result).replaceAll('"#/', '"document#/')
    const check = checks.get(action) ?? ajv.compile(JSON.parse(text) as object)
    checks.set(action, check)
    return check
  }
  const found: string[] = []
  for (const file of readdirSync(FOLDER).filter((name) => /^(?:catalogue|people)_/.test(name))) {
    const cases = JSON.parse(gunzipSync(readFileSync(join(FOLDER, file))).toString('utf8')) as RecordedCase[]
    for (const { request, answer } of cases.flatMap(({ steps }) => steps)) {
      const body = answer?.body as { readonly success?: boolean; readonly result?: unknown } | undefined
      if (request.action === undefined || body?.success !== true || asksForParts(request)) continue
      const check = checkOf(request.action)
      if (!check || check(body.result)) continue
      const errors = (check.errors ?? []).filter((error) => !isStandIn(error))
      found.push(
        ...errors.map((error) => `${String(request.action)} ${error.instancePath}: ${error.message ?? ''}`),
      )
    }
  }
  expect(checks.size).toBeGreaterThan(50)
  expect([...new Set(found)]).toEqual([])
})

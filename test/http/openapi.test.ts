import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import request from 'supertest'
import { actionNames, isOffered } from '../../src/actions/registry.ts'
import { packageRoot } from '../../src/core/package-root.ts'
import { openSite, type Site } from './open-site.ts'

const run = promisify(execFile)
const tool = (...path: readonly string[]): string => join(packageRoot, 'node_modules', ...path)

let site: Site
let folder: string
beforeAll(async () => {
  site = await openSite()
  folder = mkdtempSync(join(tmpdir(), 'openapi-'))
})
afterAll(async () => {
  await site.close()
  rmSync(folder, { recursive: true, force: true })
})
const get = (path: string) => request(site.server).get(path)

interface Operation {
  readonly operationId: string
  readonly description: string
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
  readonly responses: Readonly<Record<string, unknown>>
}

it('describes every action, by GET where it only reads', async () => {
  const { status, headers, body } = await get('/api/3/openapi.json')
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/json;charset=utf-8')
  const paths = body.paths as Record<string, { readonly get?: Operation; readonly post: Operation }>
  const names = Object.keys(paths).map((path) => path.replace('/api/3/action/', ''))
  expect(names).toEqual(
    expect.arrayContaining(actionNames().filter((name) => isOffered(site.app.services.config, name))),
  )
  expect(paths['/api/3/action/package_show']?.get?.operationId).toBe('package_show')
  expect(paths['/api/3/action/package_create']?.get).toBeUndefined()
  expect(paths['/api/3/action/package_create']?.post.operationId).toBe('package_create')
  const files = Object.entries(paths)
    .filter(([, { post }]) => 'multipart/form-data' in (post.requestBody?.content ?? {}))
    .map(([path]) => path.replace('/api/3/action/', ''))
  expect(files).toEqual(
    expect.arrayContaining(['resource_create', 'group_update', 'user_patch', 'package_revise']),
  )
})

it('says what each action does, takes and answers', async () => {
  const { body } = await get('/api/3/openapi.json')
  for (const [path, operations] of Object.entries(body.paths as Record<string, Record<string, Operation>>)) {
    for (const operation of Object.values(operations)) {
      expect([path, operation.description]).toEqual([path, expect.stringMatching(/\w/)])
      if (path.endsWith('/bulk')) continue
      const text = JSON.stringify(operation.responses['200'])
      expect([path, text.includes('"result":{"')]).toEqual([path, true])
    }
  }
})

it('has no keywords of our own', async () => {
  const { text } = await get('/api/3/openapi.json')
  expect(text).not.toMatch(/"(validators|before|after|junk)":"/)
  expect(text).not.toContain('.json"')
})

it('is valid OpenAPI 3.1', async () => {
  const file = join(folder, 'openapi.json')
  writeFileSync(file, (await get('/api/3/openapi.json')).text)
  const cli = tool('@seriousme', 'openapi-schema-validator', 'bin', 'validate-api-cli.js')
  const { stdout } = await run(process.execPath, [cli, file])
  expect(JSON.parse(stdout)).toEqual({ valid: true })
})

it('is sent once to those who have it', async () => {
  const first = await get('/api/3/openapi.json')
  const { etag } = first.headers as { readonly etag: string }
  const second = await get('/api/3/openapi.json').set('If-None-Match', etag)
  expect([second.status, second.text]).toEqual([304, ''])
  const plain = await get('/api/3/openapi.json').set('Accept-Encoding', 'identity')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.text).toBe(first.text)
  expect((await request(site.server).head('/api/3/openapi.json')).headers['etag']).toBe(etag)
})

const CLIENT = `import createClient from 'openapi-fetch'
import type { paths } from './api.d.ts'

const [baseUrl = '', token = ''] = process.argv.slice(2)
const client = createClient<paths>({ baseUrl, headers: { Authorization: token } })
await client.POST('/api/3/action/organization_create', { body: { name: 'town' } })
const made = await client.POST('/api/3/action/package_create', {
  body: { name: 'trees', title: 'Trees', owner_org: 'town', tags: [{ name: 'oak' }], resources: [{ url: 'http://x.org/a.csv' }] },
})
const id: string = made.data?.result.id ?? ''
const shown = await client.GET('/api/3/action/package_show', { params: { query: { id } } })
const format: string | null | undefined = shown.data?.result.resources?.[0]?.format
const found = await client.GET('/api/3/action/package_search', { params: { query: { q: 'trees', rows: 1 } } })
const count: number = found.data?.result.count ?? 0
const posted = await client.POST('/api/3/action/package_search', { body: { q: 'oak', 'facet.field': ['tags'] } })
const oaks: number | undefined = posted.data?.result.facets?.['tags']?.['oak']
const refused = await client.POST('/api/3/action/package_create', { body: { name: 'trees' } })
const kind: string | undefined = typeof refused.error === 'object' ? refused.error.error.__type : undefined
// @ts-expect-error a dataset has no such field
shown.data?.result.titel satisfies string
// @ts-expect-error a name is missing
void (() => client.POST('/api/3/action/package_create', { body: { title: 'No name' } }))
console.log(JSON.stringify({ format, count, oaks, kind, names: (await client.GET('/api/3/action/package_list')).data?.result }))
`

it('makes a typed client that works', async () => {
  writeFileSync(join(folder, 'openapi.json'), (await get('/api/3/openapi.json')).text)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'client.ts'), CLIENT)
  symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'))
  const types = join(folder, 'api.d.ts')
  await run(process.execPath, [
    tool('openapi-typescript', 'bin', 'cli.js'),
    join(folder, 'openapi.json'),
    '-o',
    types,
  ])
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2024']
  const checked = await run(
    process.execPath,
    [
      tool('typescript', 'bin', 'tsc'),
      ...options,
      '--allowImportingTsExtensions',
      '--types',
      'node',
      'client.ts',
    ],
    { cwd: folder },
  ).catch((error: unknown) => error as { readonly stdout: string })
  expect(checked.stdout).toBe('')
  const { port } = site.server.address() as AddressInfo
  const { stdout } = await run(
    process.execPath,
    ['client.ts', `http://127.0.0.1:${port}`, site.tokens.admin],
    {
      cwd: folder,
    },
  )
  expect(JSON.parse(stdout)).toEqual({
    format: 'CSV',
    count: 1,
    oaks: 1,
    kind: 'Validation Error',
    names: ['trees'],
  })
}, 60_000)

describe('/api/docs', () => {
  it('is a page that loads nothing from elsewhere', async () => {
    const { status, headers, text } = await get('/api/docs')
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
    const addresses = [...text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, address]) => address)
    expect(addresses).toHaveLength(3)
    for (const address of addresses) expect((await get(`/api/${String(address)}`)).status).toBe(200)
  })

  it('serves scripts as scripts', async () => {
    const { headers } = await get('/api/docs/swagger-ui-bundle.js')
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-encoding': 'gzip',
    })
    expect((await get('/api/docs/package.json')).status).toBe(404)
  })

  it('is linked from the front page', async () => {
    expect((await get('/')).text).toMatch(/href="[^"]*api\/docs"/)
  })
})

import { request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import request from 'supertest'
import { openSite, type Site } from '../open-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
  await request(site.server)
    .post('/api/3/action/organization_create')
    .set('Authorization', site.tokens.admin)
    .send({ name: 'town' })
})
afterAll(() => site.close())

interface Line {
  readonly line: number
  readonly id?: unknown
  readonly success: boolean
  readonly repeated?: boolean
  readonly result?: Readonly<Record<string, unknown>> | null
  readonly error?: Readonly<Record<string, unknown>>
}

const linesOf = (text: string): readonly Line[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
const bodyOf = (lines: readonly unknown[]): string =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')

function post(lines: readonly unknown[], query = '', headers: Readonly<Record<string, string>> = {}) {
  return request(site.server)
    .post(`/api/3/action/bulk${query}`)
    .set('Authorization', site.tokens.admin)
    .set('Content-Type', 'application/x-ndjson')
    .set(headers)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => {
        done(null, Buffer.concat(chunks).toString('utf8'))
      })
    })
    .send(bodyOf(lines))
}
const bulk = async (
  lines: readonly unknown[],
  query = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Line[]> => {
  const { status, body } = await post(lines, query, headers)
  expect([status, status === 200 ? '' : body]).toEqual([200, ''])
  return linesOf(body as string)
}
const make = (name: string, more: object = {}) => ({ action: 'group_create', data: { name }, ...more })
const names = async (): Promise<readonly string[]> =>
  (await request(site.server).get('/api/3/action/group_list')).body.result as string[]
const isThere = async (...wanted: readonly string[]): Promise<readonly boolean[]> => {
  const found = new Set(await names())
  return wanted.map((name) => found.has(name))
}

describe('a line that fails after it has written something', () => {
  it('leaves no trace, and those before and after it stand', async () => {
    const users = [{ name: 'sam', capacity: 'editor' }]
    const dataset = (name: string, owner: string, isPrivate = false) => ({
      action: 'package_create',
      data: { name, owner_org: owner, private: isPrivate, tags: [{ name: `tag-of-${name}` }] },
    })
    await bulk([
      { action: 'organization_create', data: { name: 'open-office', users } },
      { action: 'organization_create', data: { name: 'closed-office', users } },
      { action: 'organization_delete', data: { id: 'closed-office' } },
    ])
    // CKAN reads a private dataset of a deleted organization after it was made, and refuses that.
    const lines = [
      dataset('before-it', 'open-office'),
      dataset('fails', 'closed-office', true),
      dataset('after-it', 'open-office'),
    ]
    const answers = await bulk(lines, '', { Authorization: site.tokens.sam })
    expect(answers.map(({ success }) => success)).toEqual([true, false, true])
    expect(answers[1]?.error).toMatchObject({ __type: 'Authorization Error' })
    const found = await bulk(
      ['before-it', 'fails', 'after-it'].map((id) => ({ action: 'package_show', data: { id } })),
    )
    expect(found.map(({ success }) => success)).toEqual([true, false, true])
    const [tags] = await bulk([{ action: 'tag_show', data: { id: 'tag-of-fails' } }])
    expect(tags?.error).toMatchObject({ __type: 'Not Found Error' })
  })
})

describe('lines', () => {
  it('are answered in order, each with its number and its own id', async () => {
    const answers = await bulk([
      make('a1', { id: 'first' }),
      '',
      { action: 'package_create', data: { name: 'd1', owner_org: 'nobody' }, id: 2 },
      {
        action: 'package_create',
        data: { name: 'd1', owner_org: 'town', title: 'Dataset' },
        id: { any: ['thing'] },
      },
      { action: 'package_show', data: { id: 'd1' } },
      { action: 'status_show' },
    ])
    expect(answers.map(({ line, id, success }) => [line, id, success])).toEqual([
      [1, 'first', true],
      [3, 2, false],
      [4, { any: ['thing'] }, true],
      [5, undefined, true],
      [6, undefined, true],
    ])
    expect(answers[1]?.error).toMatchObject({ __type: 'Validation Error', owner_org: expect.any(Array) })
    expect(answers[3]?.result).toMatchObject({ name: 'd1', title: 'Dataset' })
  })

  it.each([
    ['nonsense', 'Bad Request', /^JSON Error: Error decoding JSON data\. Error: Expecting value: line 1/],
    ['[1]', 'Bad Request', /decoded to \[1\] but it needs to be a dictionary/],
    ['{"data": {}}', 'Validation Error', undefined],
    ['{"action": 5}', 'Validation Error', undefined],
    ['{"action": "nothing"}', 'Bad Request', /^Action name not known: nothing$/],
    ['{"action": "bulk"}', 'Bad Request', /^Action name not known: bulk$/],
    ['{"action": "__proto__"}', 'Bad Request', /^Action name not known/],
    ['{"action": "group_create", "data": "x"}', 'Bad Request', /needs to be a dictionary/],
    ['{"action": "group_create", "data": {"name": "a\\u0000b"}}', 'Validation Error', undefined],
    ['\xff\xfe', 'Bad Request', /JSON Error/],
  ])('%s is refused alone', async (text, type, message) => {
    const answers = await bulk([text, { action: 'status_show' }])
    expect(answers[0]).toMatchObject({ line: 1, success: false, error: { __type: type } })
    if (message) expect(answers[0]?.error?.['message']).toMatch(message)
    expect(answers[1]?.success).toBe(true)
  })

  it('nested too deep are refused', async () => {
    const [refused] = await bulk(['['.repeat(5000)])
    expect(refused?.error?.['message']).toMatch(/nested deeper/)
  })

  it('are what the caller may do', async () => {
    const dataset = (name: string) => ({ action: 'package_create', data: { name, owner_org: 'town' } })
    const lines = [dataset('by-sam'), { action: 'user_list' }, { action: 'config_option_list' }]
    const asSam = await bulk(lines, '', { Authorization: site.tokens.sam })
    expect(asSam.map(({ success }) => success)).toEqual([false, true, false])
    expect(asSam[0]?.error).toMatchObject({ __type: 'Authorization Error' })
    const asGuest = await bulk([dataset('by-guest'), { action: 'group_list' }], '', { Authorization: '' })
    expect(asGuest.map(({ success }) => success)).toEqual([false, true])
    const { action, data } = dataset('by-script')
    const named = await bulk([{ action, data: { ...data, callback: 'f' } }])
    expect(named[0]?.error).toMatchObject({ __type: 'Authorization Error' })
  })

  it('see what those before them did, in the search too', async () => {
    const answers = await bulk([
      { action: 'package_create', data: { name: 'seen-at-once', owner_org: 'town', title: 'Zebra' } },
      { action: 'package_search', data: { q: 'zebra' } },
      { action: 'package_patch', data: { id: 'seen-at-once', title: 'Gnu' } },
      { action: 'user_create', data: { name: 'later', email: 'l@x.org', password: 'correct-horse' } },
      { action: 'user_patch', data: { id: 'later', password: 'correct-horse-2', email: 'l@x.org' } },
      { action: 'package_search', data: { q: 'zebra' } },
    ])
    expect(answers.map(({ success }) => success)).toEqual([true, true, true, true, true, true])
    expect([answers[1]?.result?.['count'], answers[5]?.result?.['count']]).toEqual([1, 0])
  })

  it('that fail leave no trace, and those beside them stay', async () => {
    const answers = await bulk(
      [make('stays-1'), make('stays-1'), make('stays-2'), { action: 'group_purge', data: { id: 'none' } }],
      '?batch=4',
    )
    expect(answers.map(({ success }) => success)).toEqual([true, false, true, false])
    expect(await isThere('stays-1', 'stays-2')).toEqual([true, true])
  })

  it('may be cut anywhere, end with \\r\\n, or lack the last end', async () => {
    const { port } = site.server.address() as AddressInfo
    const text = `${JSON.stringify(make('cut-ü'.replace('ü', 'u'), { id: 'ü' }))}\r\n${JSON.stringify({ action: 'status_show' })}`
    const answer = await new Promise<string>((resolve, reject) => {
      const req = send({
        port,
        path: '/api/action/bulk',
        method: 'POST',
        headers: { Authorization: site.tokens.admin },
      })
      req.on('error', reject)
      req.on('response', (res) => {
        let body = ''
        res.on('data', (chunk: Buffer) => (body += chunk.toString()))
        res.on('end', () => {
          resolve(body)
        })
      })
      for (const byte of Buffer.from(text)) req.write(Buffer.from([byte]))
      req.end()
    })
    expect(linesOf(answer).map(({ line, id, success }) => [line, id, success])).toEqual([
      [1, 'ü', true],
      [2, undefined, true],
    ])
  })

  it('longer than the site takes are refused and passed over', async () => {
    const small = await openSite({ CKAN___CKANISTER__MAX_JSON_SIZE: '1', CKANISTER__MAX_JSON_SIZE: '1' })
    try {
      const { body } = await request(small.server)
        .post('/api/3/action/bulk')
        .set('Authorization', small.tokens.admin)
        .type('text/plain')
        .buffer(true)
        .parse((res, done) => {
          let text = ''
          res.on('data', (chunk: Buffer) => (text += chunk.toString()))
          res.on('end', () => {
            done(null, text)
          })
        })
        .send(`${JSON.stringify(make('x'.repeat(2_000_000)))}\n${JSON.stringify(make('fits'))}\n`)
      const answers = linesOf(body as string)
      expect(answers[0]?.error?.['message']).toMatch(/^The line is longer than 1 MiB/)
      expect(answers[1]?.success).toBe(true)
    } finally {
      await small.close()
    }
  })

  it('are answered while more are to come', async () => {
    const { port } = site.server.address() as AddressInfo
    const req = send({
      port,
      path: '/api/3/action/bulk',
      method: 'POST',
      headers: { Authorization: site.tokens.admin },
    })
    const answered = new Promise<string>((resolve, reject) => {
      req.on('error', reject)
      req.on('response', (res) => {
        res.once('data', (chunk: Buffer) => {
          resolve(chunk.toString())
        })
      })
    })
    req.write(`${JSON.stringify(make('not-yet-the-end'))}\n`)
    expect(linesOf(await answered)[0]).toMatchObject({ line: 1, success: true })
    expect(await isThere('not-yet-the-end')).toEqual([true])
    req.end()
  })
})

describe('return', () => {
  it('leaves out what is not wanted of results, but not of errors and of what was read', async () => {
    const lines = (name: string) => [make(name), make(name), { action: 'group_show', data: { id: name } }]
    const [made, refused, shown] = await bulk(lines('r1'), '?return=id')
    expect(made?.result).toEqual({ id: expect.any(String), name: 'r1' })
    expect(refused?.error).toMatchObject({ __type: 'Validation Error' })
    expect(shown?.result).toMatchObject({ name: 'r1', state: 'active' })
    const [none] = await bulk(lines('r2'), '?return=none')
    expect(none).toEqual({ line: 1, success: true })
  })
})

describe('dry_run', () => {
  it('tells what would be, and changes nothing', async () => {
    const answers = await bulk(
      [
        make('dry'),
        { action: 'group_show', data: { id: 'dry' } },
        make('dry'),
        { action: 'group_purge', data: { id: 'a1' } },
      ],
      '?dry_run=true&batch=1',
    )
    expect(answers.map(({ success }) => success)).toEqual([true, true, false, true])
    expect(await isThere('dry', 'a1')).toEqual([false, true])
  })

  it('removes no file', async () => {
    const made = await request(site.server)
      .post('/api/3/action/package_create')
      .set('Authorization', site.tokens.admin)
      .send({ name: 'with-file', owner_org: 'town' })
    const added = await request(site.server)
      .post('/api/3/action/resource_create')
      .set('Authorization', site.tokens.admin)
      .field('package_id', made.body.result.id as string)
      .attach('upload', Buffer.from('a,b\n1,2\n'), 'table.csv')
    const { id, package_id } = added.body.result as { id: string; package_id: string }
    const file = () => request(site.server).get(`/dataset/${package_id}/resource/${id}/download/table.csv`)
    const lines = [
      { action: 'resource_delete', data: { id } },
      { action: 'dataset_purge', data: { id: package_id } },
    ]
    expect((await bulk(lines, '?dry_run=true')).map(({ success }) => success)).toEqual([true, true])
    expect((await file()).status).toBe(200)
    expect((await bulk(lines)).map(({ success }) => success)).toEqual([true, true])
    expect((await file()).status).toBe(404)
  })

  it('takes no more than 10,000 lines', async () => {
    const { status, body } = await post(
      Array<string>(10_001).fill('{"action": "status_show"}'),
      '?dry_run=true',
    )
    expect(status).toBe(409)
    expect(JSON.parse(body as string).error.dry_run[0]).toMatch(/^A dry run takes at most 10000 lines/)
  })
})

describe('stop_on_error', () => {
  it('keeps what was before, and runs nothing after', async () => {
    const answers = await bulk(
      [make('stop-1'), make('stop-2'), make('stop-1'), make('stop-3'), { action: 'status_show' }],
      '?stop_on_error=true',
    )
    expect(answers.map(({ line, success }) => [line, success])).toEqual([
      [1, true],
      [2, true],
      [3, false],
    ])
    expect(await isThere('stop-1', 'stop-2', 'stop-3')).toEqual([true, true, false])
    expect(await bulk(['broken', make('stop-4')], '?stop_on_error=true')).toHaveLength(1)
    expect(
      await bulk([{ action: 'group_show', data: { id: 'none' } }, make('stop-4')], '?stop_on_error=1'),
    ).toHaveLength(1)
    expect(await isThere('stop-4')).toEqual([false])
  })
})

describe('a request that is wrong', () => {
  it.each([
    ['?batch=0', 'batch'],
    ['?batch=10001', 'batch'],
    ['?batch=many', 'batch'],
    ['?dry_run=maybe', 'dry_run'],
    ['?return=all', 'return'],
    ['?dryrun=true', 'dryrun'],
    ['?batch=1&batch=2', 'batch'],
  ])('%s runs nothing', async (query, field) => {
    const { status, body } = await post([make('wrong')], query)
    expect(status).toBe(409)
    expect(JSON.parse(body as string)).toMatchObject({
      success: false,
      error: { __type: 'Validation Error', [field]: [expect.any(String)] },
    })
    expect(await isThere('wrong')).toEqual([false])
  })

  it('is refused when it is a form with files, packed, or a GET', async () => {
    const form = await request(site.server)
      .post('/api/3/action/bulk')
      .attach('upload', Buffer.from('x'), 'x.csv')
    expect([form.status, form.body]).toEqual([
      400,
      expect.stringMatching(/^Bad request - Files can't be sent in bulk/),
    ])
    const packed = await post([make('wrong')], '', { 'Content-Encoding': 'gzip' })
    expect(packed.status).toBe(400)
    expect((await request(site.server).get('/api/3/action/bulk')).status).toBe(400)
    expect(await bulk([])).toEqual([])
  })
})

describe('Idempotency-Key', () => {
  const key = (name: string) => ({ 'Idempotency-Key': name })

  it('does no line twice', async () => {
    const lines = [
      make('k1'),
      make('k1'),
      'broken',
      { action: 'group_show', data: { id: 'k1' } },
      make('k2', { id: 7 }),
    ]
    const first = await bulk(lines, '?batch=2', key('once'))
    const second = await bulk(lines, '?batch=3', key('once'))
    expect(second.map(({ line, success }) => [line, success])).toEqual(
      first.map(({ line, success }) => [line, success]),
    )
    expect(second.map(({ repeated }) => repeated)).toEqual([true, true, undefined, undefined, true])
    expect(second[0]?.result).toEqual({ id: first[0]?.result?.['id'], name: 'k1' })
    expect(second[1]?.error).toEqual(first[1]?.error)
    expect(second[4]?.id).toBe(7)
    expect(second[3]?.result).toMatchObject({ name: 'k1' })
  })

  it('goes on where an earlier request ended', async () => {
    const lines = Array.from({ length: 7 }, (_, n) => make(`part-${n}`))
    await bulk(lines.slice(0, 4), '?batch=2', key('part'))
    const answers = await bulk(lines, '?batch=5&return=none', key('part'))
    expect(answers.map(({ success }) => success)).toEqual(Array(7).fill(true))
    expect(answers.map(({ repeated }) => repeated ?? false)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect((await bulk(lines, '', key('part'))).every(({ repeated }) => repeated)).toBe(true)
  })

  it('is refused with other lines, and without a user', async () => {
    await bulk([make('o1'), make('o2')], '', key('other'))
    const { status, body } = await post([make('o3'), make('o2')], '', key('other'))
    expect([status, JSON.parse(body as string).error.idempotency_key[0]]).toEqual([
      409,
      expect.stringMatching(/^It was used with other lines/),
    ])
    const asSam = await bulk([{ action: 'group_list' }], '', {
      ...key('other'),
      Authorization: site.tokens.sam,
    })
    expect(asSam[0]?.success).toBe(true)
    expect((await post([make('o4')], '', { ...key('x'), Authorization: '' })).status).toBe(409)
    expect((await post([make('o4')], '?dry_run=true', key('x'))).status).toBe(409)
    expect((await post([make('o4')], '', key('a b'))).status).toBe(409)
    expect(await isThere('o3', 'o4')).toEqual([false, false])
  })

  it('lets only one of two requests at the same time go on', async () => {
    const lines = Array.from({ length: 40 }, (_, n) => make(`both-${n}`))
    const answers = await Promise.all([1, 2].map(() => bulk(lines, '?batch=5', key('both')).catch(() => [])))
    const made = answers.flat().filter(({ success, repeated }) => success && !repeated)
    expect(made.length).toBeLessThanOrEqual(40)
    expect((await bulk(lines, '', key('both'))).every(({ success }) => success)).toBe(true)
    expect(await isThere('both-0', 'both-39')).toEqual([true, true])
  })
})

describe('a client', () => {
  it('that goes away stops it at the end of a transaction', async () => {
    const { port } = site.server.address() as AddressInfo
    const req = send({
      port,
      path: '/api/3/action/bulk?batch=10',
      method: 'POST',
      headers: { Authorization: site.tokens.admin },
    })
    req.on('error', () => undefined)
    const gone = new Promise((resolve) => req.on('close', resolve))
    req.write(`${bodyOf(Array.from({ length: 25 }, (_, n) => make(`gone-${n}`)))}\n`)
    await new Promise((resolve) => req.on('response', resolve))
    req.destroy()
    await gone
    const made = async () => (await names()).filter((name) => name.startsWith('gone-')).length
    await new Promise((resolve) => setTimeout(resolve, 300))
    const count = await made()
    expect(count).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await made()).toBe(count)
    expect((await bulk([make('after-gone')]))[0]?.success).toBe(true)
  })

  it('that reads only after it has sent everything gets all answers', async () => {
    const { port } = site.server.address() as AddressInfo
    const count = 6000
    const line = `${JSON.stringify({ action: 'license_list' })}\n`
    const received = await new Promise<number>((resolve, reject) => {
      const req = send({
        port,
        path: '/api/3/action/bulk',
        method: 'POST',
        headers: { Authorization: site.tokens.admin },
      })
      req.on('error', reject)
      req.on('response', (res) => {
        res.pause()
        const readOn = () => setTimeout(() => res.resume(), 300)
        if (req.writableFinished) readOn()
        else req.on('finish', readOn)
        let lines = 0
        res.on('data', (chunk: Buffer) => {
          for (const byte of chunk) if (byte === 0x0a) lines += 1
        })
        res.on('end', () => {
          resolve(lines)
        })
      })
      for (let sent = 0; sent < count; sent += 100) req.write(line.repeat(100))
      req.end()
    })
    expect(received).toBe(count)
  })

  it('does not keep others waiting: their writes come in between', async () => {
    let isDone = false
    const long = bulk(
      Array.from({ length: 300 }, (_, n) => make(`long-${n}`)),
      '?batch=20&return=none',
    ).then((answers) => {
      isDone = true
      return answers
    })
    const other = await request(site.server)
      .post('/api/3/action/group_create')
      .set('Authorization', site.tokens.admin)
      .send({ name: 'in-between' })
    expect([other.status, isDone]).toEqual([200, false])
    expect(await long).toHaveLength(300)
  })
})

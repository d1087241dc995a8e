import request from 'supertest'
import { openSite, type Site } from './open-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ CKAN__AUTH__CREATE_UNOWNED_DATASET: 'true', CKANISTER__MAX_JSON_SIZE: '1' })
  for (const name of ['here', 'there']) await create({ name, title: 'A & B' })
})
afterAll(() => site.close())

const create = (data: object) =>
  request(site.server).post('/api/3/action/package_create').set('Authorization', site.tokens.admin).send(data)
const post = (body: string, type: string, path = '/api/3/action/package_show') =>
  request(site.server).post(path).set('Authorization', site.tokens.admin).set('Content-Type', type).send(body)
const json = (body: string, path?: string) => post(body, 'application/json', path)
const form = (body: string, path?: string) => post(body, 'application/x-www-form-urlencoded', path)
const NOT_JSON =
  "Bad request - JSON Error: Error decoding JSON data. Error: <BadRequest '400: Bad Request'> JSON data extracted from the request: {}"

describe('a JSON body', () => {
  it.each([
    ['{"id": "here"}', 'here'],
    ['  {"id": "here"}\n', 'here'],
    ['{"id": "h\\u0065re"}', 'here'],
    ['\uFEFF{"id": "here"}', 'here'],
    ['{"id":"nope","id":"here"}', 'here'],
    ['{"id":"here","extra":{"deep":[1,2,{"a":null}]}}', 'here'],
    ['{"id": "here", "__proto__": {"id": "nope"}, "constructor": 1}', 'here'],
    ['{"id": "here", "\\u005f_proto__": {"id": "nope"}}', 'here'],
  ])('%s is read', async (body, name) => {
    const answer = await json(body)
    expect([answer.status, answer.body.result?.name]).toEqual([200, name])
  })

  it.each(['', '{}', '{"": "x"}', '{"a": [1, {"b": "c"}]}', '{"__proto__": {"id": "here"}}'])(
    '%j names no dataset',
    async (body) => {
      const answer = await json(body)
      expect(answer.status).toBe(409)
      expect(answer.body.error).toEqual({ __type: 'Validation Error', name_or_id: ['Missing value'] })
    },
  )

  it.each([
    ' ',
    '{',
    '{"id": here}',
    "{'id': 'here'}",
    '{"id": "here",}',
    '{"id": "here"} trailing',
    '{"id": "\\ud800"}',
  ])('%j is not JSON', async (body) => {
    const answer = await json(body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatch(/^Bad request - JSON Error: Error decoding JSON data. Error: /)
    if (!body.includes('ud800')) expect(answer.body).toBe(NOT_JSON)
  })

  it('is not JSON when it is not UTF-8', async () => {
    const { port } = site.server.address() as { port: number }
    const answer = await fetch(`http://127.0.0.1:${port}/api/3/action/package_show`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: Buffer.from('{"id": "\xe9"}', 'latin1'),
    })
    expect([answer.status, await answer.json()]).toEqual([400, NOT_JSON])
  })

  it.each([
    ['[]', '[]'],
    ['["here"]', "['here']"],
    ['"here"', "'here'"],
    ['5', '5'],
    ['null', 'None'],
    ['true', 'True'],
    ['[{"id": "here"}]', "[{'id': 'here'}]"],
  ])('%s is no object', async (body, repr) => {
    const answer = await json(body)
    expect(answer.status).toBe(400)
    expect(answer.body).toBe(
      `Bad request - JSON Error: Request data JSON decoded to ${repr} but it needs to be a dictionary.`,
    )
  })

  it.each([
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/vnd.api+json',
    'application/ld+json',
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=utf-8',
  ])('may be sent as %s', async (type) => {
    expect((await post('{"id": "here"}', type)).body.result?.name).toBe('here')
  })

  it.each(['text/plain', 'text/json', 'application/octet-stream', 'text/plain;charset=UTF-8'])(
    'may not be sent as %s',
    async (type) => {
      const answer = await post('{"id": "here"}', type)
      expect(answer.status).toBe(415)
      expect(answer.text).toMatch(/^<!DOCTYPE html>/)
    },
  )

  it('is refused when it is too large, too deep or has too many keys', async () => {
    const large = await json(`{"id": "${'x'.repeat(1024 * 1024)}"}`)
    expect([large.status, large.body]).toEqual([413, 'Bad request - The request is larger than 1 MiB'])
    const deep = await json(`{"id": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`)
    expect([deep.status, deep.body]).toEqual([
      400,
      'Bad request - JSON Error: Request data is nested deeper than 1000 levels',
    ])
    const wide = await json(`{${Array.from({ length: 20_000 }, (_, i) => `"k${i}": "{[\\\\\\""`).join(',')}}`)
    expect([wide.status, wide.body]).toEqual([
      400,
      'Bad request - JSON Error: Request data has an object with more than 10000 keys',
    ])
  })

  it('holds no NUL where something is written, and may where something is looked for', async () => {
    const written = await json('{"name": "nul", "notes": ["a\\u0000b"]}', '/api/3/action/package_create')
    expect(written.status).toBe(409)
    expect(written.body.error).toEqual({
      __type: 'Validation Error',
      notes: ['NUL characters are not allowed'],
    })
    expect((await json('{"id": "a\\u0000b"}')).status).toBe(404)
    const escaped = await json('{"name": "esc", "notes": "a\\\\u0000b"}', '/api/3/action/package_create')
    expect(escaped.body.result.notes).toBe('a\\u0000b')
  })
})

describe('a form', () => {
  it.each([
    ['id=here', 'here'],
    ['id=here&x=', 'here'],
    ['{"id":"here"}', 'here'],
    ['{"id":"here"}=', 'here'],
    ['{"id":"here"}=1', 'here'],
    ['%7B%22id%22%3A+%22here%22%7D', 'here'],
    ['%7B%22id%22%3A+%22here%22%7D=1', 'here'],
  ])('%s is read', async (body, name) => {
    expect((await form(body)).body.result?.name).toBe(name)
  })

  it.each([
    ['id=', 'Expecting value: line 1 column 1 (char 0)'],
    ['id=1', 'Expecting value: line 1 column 1 (char 0)'],
    ['plain', 'Expecting value: line 1 column 1 (char 0)'],
    ['{"id":"he', 'Unterminated string starting at: line 1 column 7 (char 6)'],
    ['{"id" "x"}', "Expecting \\':\\' delimiter: line 1 column 7 (char 6)"],
    ['{id}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['[1] x', 'Extra data: line 1 column 5 (char 4)'],
  ])('%s is taken for JSON and is none', async (body, reason) => {
    const answer = await form(body)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain(`Error: JSONDecodeError(`)
    expect(answer.body.replaceAll('"', "'")).toContain(reason.replaceAll("\\'", "'"))
  })

  it.each(['{"id":"here"}=2', '{"id":"here"}&x=1', '', '{}', '&&', '__proto__=x&y=1'])(
    '%j names no dataset',
    async (body) => {
      expect((await form(body)).body.error).toEqual({
        __type: 'Validation Error',
        name_or_id: ['Missing value'],
      })
    },
  )

  it('is decoded as UTF-8, with + for a blank', async () => {
    const answer = await form('name=by-form&title=%C3%89t%C3%A9+%2B+hiver', '/api/3/action/package_create')
    expect(answer.body.result.title).toBe('Été + hiver')
  })
})

describe('a query string', () => {
  it.each([
    'id=here',
    'id=here&',
    '&id=here',
    'id=h%65re',
    'id=here&unknown=1&unknown=2',
    'id=here&__proto__=x',
  ])('?%s is read', async (query) => {
    const answer = await request(site.server).get(`/api/3/action/package_show?${query}`)
    expect(answer.body.result?.name).toBe('here')
  })

  it.each([
    ['id=here+', 404],
    ['id=here;x=1', 404],
    ['id=%FF', 404],
    ['id=%', 404],
    ['id=%00', 404],
    ['ID=here', 409],
    ['id', 409],
    ['=x', 409],
    ['', 409],
  ])('?%s is %i', async (query, status) => {
    expect((await request(site.server).get(`/api/3/action/package_show?${query}`)).status).toBe(status)
  })

  it('wins over a JSON body, loses to a form, and is nothing to an action that writes', async () => {
    const path = '/api/3/action/package_show?id=here'
    expect((await json('{"id": "there"}', path)).body.result.name).toBe('here')
    expect((await form('id=there&x=1', path)).body.result.name).toBe('there')
    expect((await json('{"id": "there"}', '/api/3/action/package_show?x=1')).status).toBe(409)
    const created = await json('{"name": "by-body"}', '/api/3/action/package_create?name=by-query')
    expect(created.body.result.name).toBe('by-body')
  })
})

describe('who asks', () => {
  const show = (headers: Record<string, string | undefined>, path = '/api/3/action/package_create') =>
    request(site.server).post(path).set(headers).send({ name: 'here' })

  it('is said by a token in either header, with or without Bearer', async () => {
    const { admin } = site.tokens
    for (const headers of [
      { Authorization: admin },
      { Authorization: `Bearer ${admin}` },
      { Authorization: `bearer ${admin}` },
      { 'X-CKAN-API-Key': admin },
    ]) {
      // The name is taken: who gets this far was let in.
      expect((await show(headers)).status).toBe(409)
    }
  })

  it('is nobody for any other token, and for one in the address', async () => {
    const { admin } = site.tokens
    for (const headers of [
      { Authorization: 'nonsense' },
      { Authorization: `${admin}x` },
      { Authorization: '' },
    ]) {
      expect((await show(headers)).status).toBe(403)
    }
    expect((await show({}, `/api/3/action/package_create?token=${admin}&api_key=${admin}`)).status).toBe(403)
  })
})

it('never changes what objects inherit', () => {
  expect(({} as Record<string, unknown>)['id']).toBeUndefined()
  expect(({} as Record<string, unknown>)['title']).toBeUndefined()
})

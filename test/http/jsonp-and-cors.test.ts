import request from 'supertest'
import { openSite, type Site } from './open-site.ts'

describe('JSONP', () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  })
  afterAll(() => site.close())
  const get = (path: string) => request(site.server).get(path)

  it.each([
    ['cb', 'cb'],
    ['my.fn[0]', 'my.fn[0]'],
    ['cb%3Cx%3E', 'cb&lt;x&gt;'],
    ['', ''],
  ])('hands the answer to %s', async (given, shown) => {
    const answer = await get(`/api/3/action/package_list?callback=${given}`).buffer()
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/javascript;charset=utf-8')
    expect(answer.text).toBe(
      `${shown}({"help": "http://ckan.test/api/3/action/help_show?name=package_list", "success": true, "result": []});`,
    )
    expect((await get(`/api/3?callback=${given}`).buffer()).text).toBe(`${shown}({"version": 3});`)
  })

  it.each(['alert(1)//', 'a;b', 'a%0Ab', '/*', 'a=b'])(
    'refuses %s, which could be a script',
    async (given) => {
      const answer = await get(`/api/3/action/package_list?callback=${given}`)
      expect(answer.status).toBe(400)
      expect(answer.headers['content-type']).toBe('application/json;charset=utf-8')
      expect(answer.body).toBe('Bad request - The callback must be the name of a function')
    },
  )

  it('is for GET and success alone', async () => {
    const missing = await get('/api/3/action/package_show?id=nope&callback=cb')
    expect([missing.status, missing.body.error.__type]).toEqual([404, 'Not Found Error'])
    const posted = await request(site.server).post('/api/3/action/package_list?callback=cb')
    expect(posted.body.result).toEqual([])
    const head = await request(site.server).head('/api/3/action/package_list?callback=cb')
    expect(head.headers['content-type']).toBe('application/json;charset=utf-8')
  })

  it('asks as nobody, also with a callback in the body', async () => {
    const answer = await request(site.server)
      .post('/api/3/action/package_create')
      .set('Authorization', site.tokens.admin)
      .send({ name: 'x', callback: 'cb' })
    expect(answer.status).toBe(403)
    expect(answer.body.error.message).toBe('Access denied: User  not authorized to create packages')
    for (const action of ['group_create', 'user_delete', 'config_option_update']) {
      const other = await request(site.server)
        .post(`/api/3/action/${action}`)
        .set('Authorization', site.tokens.admin)
        .send({ name: 'x', callback: 'cb' })
      expect(other.body.error.message).toBe(`Access denied: Action ${action} requires an authenticated user`)
    }
  })
})

describe('CORS', () => {
  const ask = (site: Site, origin: string | undefined, path = '/api/3/action/package_list') => {
    const asked = request(site.server).get(path)
    return origin === undefined ? asked : asked.set('Origin', origin)
  }

  it('is off', async () => {
    const site = await openSite()
    const answer = await ask(site, 'http://elsewhere.example')
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    await site.close()
  })

  it('can be open to all', async () => {
    const site = await openSite({ CKAN__CORS__ORIGIN_ALLOW_ALL: 'true' })
    for (const [origin, path] of [
      ['http://elsewhere.example', undefined],
      ['null', '/api/3/action/nothing_here'],
      ['http://elsewhere.example', '/nothing'],
    ]) {
      const { headers } = await ask(site, origin, path)
      expect(headers['access-control-allow-origin']).toBe('*')
      expect(headers['access-control-allow-methods']).toBe('POST, PUT, GET, DELETE, OPTIONS')
      expect(headers['access-control-allow-headers']).toBe('Authorization, Content-Type')
      expect(headers).not.toHaveProperty('access-control-allow-credentials')
    }
    expect((await ask(site, undefined)).headers).not.toHaveProperty('access-control-allow-origin')
    await site.close()
  })

  it('can be open to some', async () => {
    const site = await openSite({ CKAN__CORS__ORIGIN_WHITELIST: 'http://good.example https://also.example' })
    const allowed = async (origin: string) => (await ask(site, origin)).headers['access-control-allow-origin']
    expect(await allowed('https://also.example')).toBe('https://also.example')
    expect(await allowed('http://bad.example')).toBeUndefined()
    expect(await allowed('http://good.example:80')).toBeUndefined()
    await site.close()
  })
})

import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
})
afterAll(() => site.close())

const revoke = (data: object, as?: string) => site.post('api_token_revoke', data, as)

async function newToken(): Promise<string> {
  const { result } = await site.post('api_token_create', { user: 'ann', name: 'x' }, 'ann')
  return (result as { readonly token: string }).token
}
const works = async (token: string): Promise<boolean> =>
  (await site.get('user_show', {}, token)).status === 200

describe('api_token_revoke', () => {
  test('ends a token at once', async () => {
    const token = await newToken()
    for (const as of ['bob', undefined]) {
      expect(await revoke({ token }, as)).toMatchObject({ status: 403, error: { message: 'Access denied' } })
    }
    expect(await works(token)).toBe(true)
    expect(await revoke({ token }, 'ann')).toMatchObject({ status: 200, result: null })
    expect(await works(token)).toBe(false)
    expect((await revoke({ token }, 'ann')).status).toBe(403)
  })

  test('knows a token by its id in the list, and by its jti', async () => {
    const [first, second] = [await newToken(), await newToken()]
    const [, , listed] = (await site.get('api_token_list', { user_id: 'ann' }, 'ann')).result as {
      id: string
    }[]
    expect((await revoke({ jti: listed?.id }, 'ann')).status).toBe(200)
    expect([await works(first), await works(second)]).toEqual([true, false])
    const claims = JSON.parse(Buffer.from(first.split('.')[1] ?? '', 'base64url').toString()) as {
      jti: string
    }
    expect((await revoke({ jti: claims.jti }, 'ann')).status).toBe(200)
    expect(await works(first)).toBe(false)
  })

  test('refuses what is no token, but for sysadmins', async () => {
    for (const data of [{ token: 'garbage' }, { token: '' }, { token: 5 }, { jti: 'no-such' }, { jti: 5 }]) {
      expect((await revoke(data, 'ann')).status).toBe(403)
      expect((await revoke(data)).status).toBe(403)
      expect(await revoke(data, 'admin')).toMatchObject({ status: 200, result: null })
    }
    expect(await revoke({}, 'ann')).toMatchObject({ status: 409, error: { token: ['Missing value'] } })
  })
})

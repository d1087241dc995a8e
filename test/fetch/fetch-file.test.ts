import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fetchFile } from '../../src/fetch/fetch-file.ts'
import type { FetchPolicy } from '../../src/fetch/fetch-policy.ts'
import { addressList, isAllowedAddress } from '../../src/fetch/private-addresses.ts'

const NOTHING = addressList([])

describe('addresses', () => {
  it.each([
    ...[
      '127.0.0.1',
      '127.9.9.9',
      '0.0.0.0',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
    ],
    ...[
      '100.64.0.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:a00:1',
    ],
    ...[
      '::7f00:1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12::1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      'ff02::1',
      '2001:db8::1',
    ],
  ])('refuses %s', (address) => {
    expect(isAllowedAddress(address, NOTHING)).toBe(false)
  })

  it.each(['1.1.1.1', '172.32.0.1', '8.8.8.8', '2606:4700::1111', '2a00:1450:4001::1'])(
    'takes %s',
    (address) => {
      expect(isAllowedAddress(address, NOTHING)).toBe(true)
    },
  )

  it('takes what the operator lists, and ignores what is no network', () => {
    const list = addressList(['10.1.0.0/16', 'nonsense', '::1', '10.0.0.0/99'])
    expect(['10.1.2.3', '10.2.0.1', '::1'].map((address) => isAllowedAddress(address, list))).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe('fetching a file', () => {
  let server: Server
  let base: string
  let path: string
  const folder = mkdtempSync(join(tmpdir(), 'fetch-'))
  const policy = (more: Partial<FetchPolicy> = {}): FetchPolicy => ({
    allowed: addressList(['127.0.0.1']),
    maxSize: 10_000,
    timeout: 5,
    ...more,
  })

  beforeAll(async () => {
    server = createServer((request, response) => {
      const to = /^\/to\/(.*)$/.exec(request.url ?? '')?.[1]
      if (to !== undefined) response.writeHead(302, { Location: decodeURIComponent(to) }).end()
      else if (request.url === '/loop') response.writeHead(301, { Location: '/loop' }).end()
      else if (request.url === '/gzip')
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('hello'))
      else if (request.url === '/bomb')
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)))
      else if (request.url === '/long') response.writeHead(200).end(Buffer.alloc(20_000))
      else if (request.url === '/slow') response.writeHead(200).write('a')
      else if (request.url === '/broken') {
        response.writeHead(200, { 'Content-Length': '100' }).write('a')
        setTimeout(() => response.destroy(), 50)
      } else if (request.url === '/busy') response.writeHead(503).end()
      else if (request.url === '/gone') response.writeHead(404).end()
      else response.end(JSON.stringify(request.headers))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    path = join(folder, 'file')
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    rmSync(folder, { recursive: true })
  })

  it('sends neither cookies nor the credentials of the link', async () => {
    await fetchFile(base.replace('//', '//user:secret@'), path, policy())
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')) as object).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
  })

  it('unpacks what the server packed', async () => {
    expect(await fetchFile(`${base}/gzip`, path, policy())).toMatchObject({ size: 5 })
    expect(readFileSync(path, 'utf8')).toBe('hello')
  })

  it.each([
    ['/long', 'larger than'],
    ['/bomb', 'larger than'],
    ['/broken', 'broke off'],
    ['/gone', 'status 404'],
    ['/busy', 'status 503'],
    ['/loop', 'redirects more than'],
    ['/to/http%3A%2F%2F10.0.0.1%2F', '10.0.0.1 lies in a private network'],
    ['/to/http%3A%2F%2F%5B%3A%3A1%5D%2F', '::1 lies in a private network'],
    ['/to/file%3A%2F%2F%2Fetc%2Fpasswd', 'begin with http'],
    ['/to/http%3A%2F%2Fexample.com%3A22%2F', 'Port 22'],
  ])('gives %s up', async (address, reason) => {
    await expect(fetchFile(base + address, path, policy())).rejects.toThrow(reason)
  })

  it('takes no longer than allowed', async () => {
    await expect(fetchFile(`${base}/slow`, path, policy({ timeout: 1 }))).rejects.toThrow(
      'longer than 1 seconds',
    )
  })

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost/',
    'http://0/',
    'ftp://example.com/',
    'gopher://example.com/',
    'data:text/plain,x',
    'not a link',
    'http://169.254.169.254/latest/meta-data',
  ])('never goes to %s', async (address) => {
    await expect(fetchFile(address, path, policy({ allowed: NOTHING }))).rejects.toThrow(
      /private network|begin with http|no web address/,
    )
  })
})

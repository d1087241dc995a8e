import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../src/config/load-config.ts'
import { ensureSecrets } from '../../src/config/secrets.ts'
import { siteAddress } from '../../src/config/site-address.ts'

let folder: string
const ini = (text: string): string => {
  const file = join(folder, 'ckan.ini')
  writeFileSync(file, text)
  return file
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('has CKAN’s defaults', () => {
  const config = loadConfig({})
  expect(config['ckan.site_url']).toBe('http://127.0.0.1:5000')
  expect(config['ckan.plugins']).toEqual([
    'activity',
    'datastore',
    'text_view',
    'image_view',
    'datatables_view',
  ])
  expect(config['ckan.auth.create_unowned_dataset']).toBe(false)
  expect(config['search.facets.limit']).toBe(50)
  expect(config['ckan.hide_activity_from_users']).toEqual(['default'])
})

it('reads the file, then the environment, then flags', () => {
  const file = ini(
    '[app:main]\nckan.site_title = File\nsearch.facets.limit = 7\nckan.site_id = filed\nckan.max_resource_size = 1\n',
  )
  const env = {
    CKAN___SEARCH__FACETS__LIMIT: '8',
    CKAN__SITE_ID: 'env',
    CKAN__AUTH__PUBLIC_USER_DETAILS: 'No',
    CKANISTER__PORT: '81',
    CKAN___SECRET_KEY: 'shh',
  }
  const config = loadConfig({ file, env, flags: { 'ckan.site_id': 'flag', 'ckanister.host': undefined } })
  expect(config['ckan.site_title']).toBe('File')
  expect(config['search.facets.limit']).toBe(8)
  expect(config['ckan.site_id']).toBe('flag')
  expect(config['ckan.auth.public_user_details']).toBe(false)
  expect(config['ckan.max_resource_size']).toBe(1)
  expect(config['ckan.site_url']).toBe('http://127.0.0.1:81')
  expect(config.SECRET_KEY).toBe('shh')
})

it('takes a ckan.ini as it is', () => {
  const file = ini(`# comment
[DEFAULT]
debug = false
[server:main]
port = 99
ckan.site_title = not ours
[app:main]
; another
use = egg:ckan
ckan.site_url = https://data.example.org/
ckan.root_path = /data/{{LANG}}
ckan.site_title : Colon & 100%%
ckan.plugins =
    activity
    image_view   text_view
ckan.site_description = %(ckan.site_title)s!
sqlalchemy.url = postgresql://a:b@c/d
[loggers]
keys = root
not an option at all
`)
  const warnings: string[] = []
  const config = loadConfig({ file, warn: (line) => warnings.push(line) })
  expect(config['ckan.site_url']).toBe('https://data.example.org')
  expect(config['ckan.site_title']).toBe('Colon & 100%')
  expect(config['ckan.site_description']).toBe('Colon & 100%!')
  expect(config['ckan.plugins']).toEqual(['activity', 'image_view', 'text_view'])
  expect(siteAddress(config, 'fr')).toBe('https://data.example.org/data/fr')
  expect(siteAddress(config)).toBe('https://data.example.org/data')
  expect(warnings).toEqual([])
})

it('warns of unknown options of CKAN', () => {
  const warnings: string[] = []
  const file = ini('ckan.favicon = /x.ico\nother.thing = 1\n')
  loadConfig({ file, env: { CKAN__NO__SUCH: '1' }, warn: (line) => warnings.push(line) })
  expect(warnings).toEqual([
    `The option ckan.favicon (in ${file}) is not known here and has no effect.`,
    'The option ckan.no.such (in the environment variable CKAN__NO__SUCH) is not known here and has no effect.',
  ])
})

it.each([
  [
    { CKANISTER__PORT: '70000' },
    'The option ckanister.port can\'t be "70000" (from the environment variable CKANISTER__PORT): expected a whole number from 0 to 65535.',
  ],
  [
    { CKAN__HIDE_VERSION: 'perhaps' },
    'The option ckan.hide_version can\'t be "perhaps" (from the environment variable CKAN__HIDE_VERSION): expected true or false.',
  ],
  [
    { CKAN___API_TOKEN__JWT__ALGORITHM: 'none' },
    'The option api_token.jwt.algorithm can\'t be "none" (from the environment variable CKAN___API_TOKEN__JWT__ALGORITHM): expected one of HS256, HS384, HS512.',
  ],
  [
    { CKAN__SITE_URL: 'data.example.org' },
    'The option ckan.site_url can\'t be "data.example.org" (from the environment variable CKAN__SITE_URL): expected something like https://data.example.org.',
  ],
  [
    { CKAN__SITE_TITLE: '%(no.such)s' },
    'The option ckan.site_title (in the environment variable CKAN__SITE_TITLE): %(no.such)s names no option.',
  ],
])('says what is wrong with %j', (env, message) => {
  expect(() => loadConfig({ env })).toThrow(message)
})

it('names the line of a file that it can’t read', () => {
  const file = ini('[app:main]\nckan.site_title = x\nnonsense\n')
  expect(() => loadConfig({ file })).toThrow(`${file}, line 3: expected "option = value", found "nonsense".`)
})

it('makes secrets once, for the owner alone', () => {
  expect(ensureSecrets(join(folder, 'new'))).toBe(true)
  const file = join(folder, 'new/ckan.ini')
  const text = readFileSync(file, 'utf8')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(ensureSecrets(join(folder, 'new'))).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe(text)
  const config = loadConfig({ flags: { 'ckanister.data': join(folder, 'new') } })
  expect(config.SECRET_KEY).toMatch(/^[\w-]{43}$/)
  expect(config['api_token.jwt.encode.secret']).toMatch(/^string:[\w-]{43}$/)
})

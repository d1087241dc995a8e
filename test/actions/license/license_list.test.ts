import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startApp } from '../../support/start-app.ts'

test('license_list shows CKAN’s own licences, flags as words', async () => {
  const site = await startApp()
  const licenses = (await site.get('license_list')).result as Record<string, unknown>[]
  expect(licenses.map(({ id }) => id)).toEqual([
    'notspecified',
    'odc-pddl',
    'odc-odbl',
    'odc-by',
    'cc-zero',
    'cc-by',
    'cc-by-sa',
    'gfdl',
    'other-open',
    'other-pd',
    'other-at',
    'uk-ogl',
    'cc-nc',
    'other-nc',
    'other-closed',
  ])
  expect(licenses[4]).toEqual({
    id: 'cc-zero',
    title: 'Creative Commons CCZero',
    url: 'http://www.opendefinition.org/licenses/cc-zero',
    status: 'active',
    maintainer: '',
    family: '',
    is_generic: 'False',
    domain_content: 'True',
    domain_data: 'True',
    domain_software: 'False',
    od_conformance: 'approved',
    osd_conformance: 'not reviewed',
  })
  await site.close()
})

test('license_list shows the register of licenses_group_url, and datasets follow it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'licenses-'))
  const file = join(folder, 'licenses.json')
  const own = {
    id: 'own',
    title: 'Group::Own licence',
    url: 'http://own.example',
    od_conformance: 'approved',
  }
  writeFileSync(file, JSON.stringify([{ ...own, is_generic: true }]))
  const site = await startApp({ env: { CKAN___LICENSES_GROUP_URL: pathToFileURL(file).href } })
  expect((await site.get('license_list')).result).toEqual([
    expect.objectContaining({ ...own, is_generic: true, family: '', domain_data: false }),
  ])
  await site.post('organization_create', { name: 'office' }, 'admin')
  const dataset = { name: 'one', owner_org: 'office', license_id: 'own' }
  expect((await site.post('package_create', dataset, 'admin')).result).toMatchObject({
    license_title: 'Own licence',
    license_url: 'http://own.example',
    isopen: true,
  })
  await site.close()
  rmSync(folder, { recursive: true })
})

test('a register that can’t be read stops the start with one sentence', async () => {
  await expect(
    startApp({ env: { CKAN___LICENSES_GROUP_URL: 'file:///no/such/licenses.json' } }),
  ).rejects.toThrow(
    /^The option licenses_group_url: file:\/\/\/no\/such\/licenses\.json is no list of licences \(.*\)\.$/,
  )
})

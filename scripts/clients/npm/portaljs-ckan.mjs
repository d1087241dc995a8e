// The npm package @portaljs/ckan, as portals made with PortalJS ask.
import assert from 'node:assert/strict'
import { pathToFileURL } from 'node:url'
import { ask, makeTable, play, installed, url } from './suite.mjs'

// It looks at the page while it is imported.
const { JSDOM } = installed('jsdom')
const { window } = new JSDOM('<!doctype html>')
Object.assign(globalThis, { window, document: window.document })
const file = installed.resolve('@portaljs/ckan').replace('.umd.js', '.es.js')
const { CKAN } = await import(pathToFileURL(file).href)
const portal = new CKAN(url)
const { dataset, resourceId, organization } = await makeTable('npm-portaljs')
const [group] = await ask('group_list', { all_fields: true, sort: 'package_count desc' })
const search = { offset: 0, limit: 10, tags: [], groups: [], orgs: [], resFormat: [] }

await play({
  'names of datasets': async () => {
    assert.deepEqual(await portal.getDatasetsList(), await ask('package_list'))
  },
  'datasets with resources': async () => {
    const found = await portal.getDatasetsListWithDetails({ offset: 5, limit: 7 })
    assert.deepEqual(found, await ask('current_package_list_with_resources', { offset: 5, limit: 7 }))
  },
  'a search with filters': async () => {
    const all = await portal.packageSearch({ ...search, query: '' })
    assert.equal(all.count, (await ask('package_search', { rows: 0 })).count)
    assert.equal(all.datasets.length, 10)
    const one = await portal.packageSearch({
      ...search,
      query: 'Bäume',
      orgs: [organization],
      tags: ['trees'],
    })
    assert.deepEqual(
      one.datasets.map((found) => found.name),
      ['npm-portaljs'],
    )
    const grouped = await portal.packageSearch({
      ...search,
      query: '',
      groups: [group.name],
      resFormat: ['CSV'],
    })
    assert.equal(
      grouped.count,
      (await ask('package_search', { fq: `groups:${group.name} AND res_format:CSV`, rows: 0 })).count,
    )
  },
  'a dataset': async () => {
    const shown = await portal.getDatasetDetails('npm-portaljs')
    assert.equal(shown.title, 'Bäume 樹木')
    assert.equal(shown.resources[0].id, resourceId)
  },
  'what happened to a dataset, and who did it': async () => {
    const [newest] = await portal.getDatasetActivityStream('npm-portaljs')
    assert.equal(newest.user_data.name, 'admin')
    assert.equal(newest.object_id, dataset.id)
  },
  groups: async () => {
    assert.deepEqual(await portal.getGroupList(), await ask('group_list'))
    assert.equal((await portal.getGroupsWithDetails()).length, (await ask('group_list')).length)
    const shown = await portal.getGroupDetails(group.name)
    assert.equal(shown.title, group.title)
    // As CKAN does it: a page of its search.
    assert.equal(shown.packages.length, Math.min(group.package_count, 10))
    assert.ok(Array.isArray(await portal.getGroupActivityStream(group.name)))
  },
  organizations: async () => {
    const names = await ask('organization_list')
    assert.deepEqual(await portal.getOrgList(), names)
    assert.equal((await portal.getOrgsWithDetails(true)).length, names.length)
    assert.equal((await portal.getOrgDetails(organization)).name, organization)
    assert.ok((await portal.getOrgActivityStream(organization)).length > 0)
  },
  tags: async () => {
    assert.ok((await portal.getAllTags()).some((tag) => tag.name === 'trees'))
  },
  tables: async () => {
    assert.ok(Array.isArray(await portal.getResourcesWithAliasList()))
    const rows = await portal.datastoreSearch(resourceId)
    assert.equal(rows.length, 30)
    assert.equal(rows[0].species, 'Bäume, alte')
    assert.equal((await portal.getResourceMetadata(resourceId)).name, 'Höhen')
    assert.ok(await portal.getResourceInfo(resourceId))
  },
  facets: async () => {
    assert.ok((await portal.getFacetFields('res_format')).includes('CSV'))
    assert.ok((await portal.getFacetFields('tags')).length > 0)
  },
})

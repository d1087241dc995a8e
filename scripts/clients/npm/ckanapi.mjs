// The npm package ckanapi (DataShades): actions by POST, uploads by FormData.
import assert from 'node:assert/strict'
import { ask, makeTable, play, rejection, installed, token, url } from './suite.mjs'

const { Action, Portal } = installed('ckanapi')
const guest = new Portal(url)
const portal = guest.withToken(token)
const { dataset, resourceId } = await makeTable('npm-ckanapi')

await play({
  'an action without anything': async () => {
    assert.match((await guest.action.status_show()).ckan_version, /^2\./)
    assert.deepEqual(await guest.invoke(new Action('package_list')), await ask('package_list'))
  },
  'a search': async () => {
    const found = await guest.action.package_search({ q: 'title:"Bäume"', 'facet.field': ['tags'], rows: 1 })
    assert.equal(found.results[0].title, 'Bäume 樹木')
    assert.equal(found.facets.tags.trees, 1)
  },
  'a dataset': async () => {
    const shown = await guest.action.package_show({ id: 'npm-ckanapi' })
    assert.deepEqual(shown, await ask('package_show', { id: dataset.id }))
  },
  'writing with a token': async () => {
    const changed = await portal.action.package_patch({
      id: dataset.id,
      notes: 'Grüße',
      extras: [{ key: 'a', value: 'b' }],
    })
    assert.equal(changed.notes, 'Grüße')
    assert.deepEqual(changed.extras, [{ key: 'a', value: 'b' }])
  },
  'an upload': async () => {
    const form = new FormData()
    form.append('package_id', dataset.id)
    form.append('name', 'Datei')
    form.append('upload', new Blob(['a,b\n1,ä\n'], { type: 'text/csv' }), 'bäume.csv')
    const made = await portal.action.resource_create(form)
    assert.equal(made.url_type, 'upload')
    assert.equal(await (await fetch(made.url)).text(), 'a,b\n1,ä\n')
  },
  'rows of a table': async () => {
    const found = await guest.action.datastore_search({
      resource_id: resourceId,
      filters: { species: 'Bäume, alte' },
      sort: 'height desc',
      limit: 2,
    })
    assert.equal(found.total, 10)
    assert.deepEqual(
      found.records.map((row) => row.height),
      [27, 24],
    )
  },
  'documentation of an action': async () => {
    assert.match(await guest.documentation(new Action('package_search')), /package_search|dataset/i)
  },
  errors: async () => {
    assert.equal((await rejection(guest.action.package_show({ id: 'nothing' }))).__type, 'Not Found Error')
    assert.equal(
      (await rejection(guest.action.package_create({ name: 'x-y' }))).__type,
      'Authorization Error',
    )
    assert.equal(
      (await rejection(guest.withToken('wrong').action.package_create({ name: 'x-y' }))).__type,
      'Authorization Error',
    )
    const refused = await rejection(portal.action.package_create({ name: 'No Good' }))
    assert.equal(refused.__type, 'Validation Error')
    assert.ok(refused.name.length > 0)
  },
  deleting: async () => {
    await portal.action.package_delete({ id: dataset.id })
    assert.equal(
      (await rejection(guest.action.package_show({ id: dataset.id }))).__type,
      'Authorization Error',
    )
  },
})

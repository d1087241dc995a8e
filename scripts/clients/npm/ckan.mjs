// The npm package ckan (ckan.js, Recline's back end): its token goes in X-CKAN-API-KEY alone.
import assert from 'node:assert/strict'
import { promisify } from 'node:util'
import { makeTable, play, rejection, installed, token, url } from './suite.mjs'

const { Client } = installed('ckan')
const { dataset, resourceId, organization } = await makeTable('npm-ckan')

function client(key) {
  const made = new Client(url, key)
  return {
    action: async (name, data) => (await promisify(made.action.bind(made))(name, data)).result,
    query: promisify(made.datastoreQuery.bind(made)),
    sql: promisify(made.datastoreSqlQuery.bind(made)),
    tables: promisify(made.datastoreResources.bind(made)),
  }
}
const guest = client(undefined)
const admin = client(token)

await play({
  'datasets by their other name': async () => {
    assert.equal((await guest.action('dataset_show', { id: 'npm-ckan' })).title, 'Bäume 樹木')
    assert.equal((await guest.action('dataset_search', { q: '樹木' })).results[0].id, dataset.id)
  },
  'writing with the old header': async () => {
    const made = await admin.action('dataset_create', {
      name: 'npm-ckan-2',
      title: 'Ä',
      owner_org: organization,
    })
    assert.equal(made.title, 'Ä')
    assert.equal((await admin.action('dataset_update', { ...made, title: 'Ö' })).title, 'Ö')
    await admin.action('dataset_delete', { id: made.id })
  },
  "Recline's query": async () => {
    const found = await guest.query({
      resource_id: resourceId,
      size: 3,
      from: 1,
      sort: [{ field: 'height', order: 'desc' }],
      filters: [{ type: 'term', field: 'species', term: 'Linde' }],
    })
    assert.equal(found.total, 20)
    assert.deepEqual(
      found.hits.map((row) => row.height),
      [28, 26, 25],
    )
    assert.deepEqual(
      found.fields.map((field) => field.type),
      ['integer', 'string', 'numeric', 'datetime'],
    )
  },
  "Recline's text query": async () => {
    assert.equal((await guest.query({ resource_id: resourceId, q: 'alte' })).total, 10)
  },
  SQL: async () => {
    const found = await guest.sql(
      `SELECT species, count(*) AS n FROM "${resourceId}" GROUP BY species ORDER BY n`,
    )
    assert.deepEqual(found.hits, [
      { species: 'Bäume, alte', n: 10 },
      { species: 'Linde', n: 20 },
    ])
  },
  'all tables': async () => {
    const { result } = await guest.tables()
    assert.ok(result.records.some((row) => row.name === resourceId))
  },
  errors: async () => {
    assert.match(await told(guest.action('dataset_show', { id: 'nothing' })), /404.*Not Found Error/s)
    assert.match(await told(guest.action('dataset_create', { name: 'x-y' })), /403.*Authorization Error/s)
    assert.match(
      await told(client('wrong').action('dataset_create', { name: 'x-y' })),
      /403.*Authorization Error/s,
    )
    assert.match(await told(admin.action('dataset_create', { name: 'No Good' })), /409.*Validation Error/s)
    assert.match(await told(guest.action('no_such_action', {})), /400.*Action name not known/s)
  },
})

async function told(promise) {
  return String(await rejection(promise))
}

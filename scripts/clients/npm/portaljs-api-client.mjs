// The npm package @portaljs/ckan-api-client-js.
import assert from 'node:assert/strict'
import { ask, makeTable, play, rejection, installed, token, url } from './suite.mjs'

const { CkanRequest, default: fallback } = installed('@portaljs/ckan-api-client-js')
const client = CkanRequest ?? fallback
const { dataset, organization } = await makeTable('npm-api-client')
const ckanUrl = url

await play({
  'reading by GET': async () => {
    const { success, result } = await client.get('package_show?id=npm-api-client', { ckanUrl })
    assert.equal(success, true)
    assert.deepEqual(result, await ask('package_show', { id: dataset.id }))
  },
  'a search by GET': async () => {
    const { result } = await client.get(`package_search?q=${encodeURIComponent('樹木')}&rows=1`, { ckanUrl })
    assert.equal(result.results[0].id, dataset.id)
  },
  'writing by POST': async () => {
    const { result } = await client.post('package_create', {
      ckanUrl,
      apiKey: token,
      json: { name: 'npm-api-client-2', title: 'Ä', owner_org: organization },
    })
    assert.equal(result.title, 'Ä')
    const changed = await client.post('package_patch', {
      ckanUrl,
      headers: { Authorization: token },
      json: { id: result.id, title: 'Ö' },
    })
    assert.equal(changed.result.title, 'Ö')
  },
  'a private dataset with a token': async () => {
    await ask('package_patch', { id: dataset.id, private: true })
    assert.match(
      (await rejection(client.get('package_show?id=npm-api-client', { ckanUrl }))).message,
      /not authorized|access/i,
    )
    const { result } = await client.get('package_show?id=npm-api-client', { ckanUrl, apiKey: token })
    assert.equal(result.private, true)
  },
  errors: async () => {
    assert.match((await rejection(client.get('package_show?id=nothing', { ckanUrl }))).message, /not found/i)
    const wrong = rejection(
      client.post('package_create', { ckanUrl, apiKey: 'wrong', json: { name: 'x-y' } }),
    )
    assert.match((await wrong).message, /authorized|access/i)
    const refused = await rejection(
      client.post('package_create', { ckanUrl, apiKey: token, json: { name: 'No Good' } }),
    )
    assert.match(refused.message, /name|alphanumeric|lower/i)
  },
})

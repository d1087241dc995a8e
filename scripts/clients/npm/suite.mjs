// What the suites of npm clients share. `node FILE URL TOKEN FOLDER`: FOLDER has the client in its node_modules.
import { createRequire } from 'node:module'
import path from 'node:path'

export const [url, token, folder] = process.argv.slice(2)

/** Gives a package of the private folder, as `require` does. */
export const installed = createRequire(path.join(folder, 'package.json'))

/** Asks the server itself, without a client under test. */
export async function ask(action, parameters = {}) {
  const answer = await fetch(`${url}/api/3/action/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: token },
    body: JSON.stringify(parameters),
  })
  const { success, result, error } = await answer.json()
  if (!success) throw new Error(JSON.stringify(error))
  return result
}

/** What a promise is rejected with. */
export async function rejection(promise) {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

/** A dataset with a table of the DataStore; gives both. */
export async function makeTable(name) {
  const [{ name: organization }] = await ask('organization_list', {
    all_fields: true,
    sort: 'package_count desc',
  })
  const dataset = await ask('package_create', {
    name,
    title: 'Bäume 樹木',
    owner_org: organization,
    tags: [{ name: 'trees' }],
  })
  const { resource_id } = await ask('datastore_create', {
    resource: { package_id: dataset.id, name: 'Höhen' },
    fields: [
      { id: 'species', type: 'text' },
      { id: 'height', type: 'numeric' },
      { id: 'planted', type: 'timestamp' },
    ],
    records: Array.from({ length: 30 }, (_, n) => ({
      species: n % 3 ? 'Linde' : 'Bäume, alte',
      height: n,
      planted: '2020-01-02',
    })),
  })
  return { dataset, resourceId: resource_id, organization }
}

/** Plays tests in their order; the last line is `N passed, N failed`. */
export async function play(tests) {
  let passed = 0
  let failed = 0
  for (const [name, test] of Object.entries(tests)) {
    const started = performance.now()
    try {
      await test()
      passed++
      process.stdout.write(`ok   ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`)
    } catch (error) {
      failed++
      process.stdout.write(`FAIL ${name}\n${error?.stack ?? JSON.stringify(error)}\n`)
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exit(failed > 0 ? 1 : 0)
}

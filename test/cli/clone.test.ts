import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, startProgram, type Running } from './run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'clone-'))
const there = join(folder, 'there')
const here = join(folder, 'here')
let server: Running
let token = ''
let table = ''

const call = async (action: string, data: object | FormData): Promise<unknown> => {
  const isForm = data instanceof FormData
  const response = await fetch(`${server.url}/api/3/action/${action}`, {
    method: 'POST',
    headers: { Authorization: token, ...(isForm ? {} : { 'Content-Type': 'application/json' }) },
    body: isForm ? data : JSON.stringify(data),
  })
  const { success, result, error } = (await response.json()) as Readonly<Record<string, unknown>>
  if (success !== true) throw new Error(JSON.stringify(error))
  return result
}

const clone = (...more: readonly string[]) =>
  runProgram(['clone', server.url, '--data', here, '--rate', '500', ...more])

beforeAll(async () => {
  const user = [
    'user',
    'add',
    'kim',
    '--email',
    'kim@example.org',
    '--password',
    'correct-horse',
    '--sysadmin',
  ]
  const added = await runProgram([...user, '--token', '--data', there])
  token = added.stdout.trim().split('\n').at(-1) ?? ''
  server = await startProgram(['serve', '--port', '0', '--data', there])
  await call('organization_create', { name: 'above', title: 'Above' })
  await call('organization_create', { name: 'city', title: 'City', extras: [{ key: 'a', value: 'b' }] })
  await call('group_create', { name: 'top' })
  await call('group_create', { name: 'below', groups: [{ name: 'top' }] })
  const { id: vocabulary_id } = (await call('vocabulary_create', {
    name: 'topics',
    tags: [{ name: 'water' }],
  })) as { readonly id: string }
  for (let at = 0; at < 30; at++) {
    await call('package_create', {
      name: `dataset-${String(at)}`,
      title: `Dataset ${String(at)}`,
      owner_org: 'city',
      private: at === 3,
      tags: [{ name: 'free' }, { name: 'water', vocabulary_id }],
      groups: [{ name: 'below' }],
      extras: [{ key: 'spatial', value: 'here' }],
      resources: [{ url: `http://files.example.org/${String(at)}.csv`, name: 'link', format: 'csv' }],
    })
  }
  const form = new FormData()
  form.set('package_id', 'dataset-0')
  form.set('name', 'file')
  form.set('format', 'TXT')
  form.set('upload', new Blob(['the bytes of a file']), 'file.txt')
  await call('resource_create', form)
  const { resources } = (await call('package_show', { id: 'dataset-1' })) as { resources: { id: string }[] }
  await call('datastore_create', {
    resource_id: resources[0]?.id,
    force: true,
    fields: [
      { id: 'name', type: 'text', info: { label: 'The name' } },
      { id: 'count', type: 'int' },
      { id: 'exact', type: 'numeric' },
      { id: 'nested', type: 'json' },
    ],
    records: [
      { name: 'a', count: 1, exact: '12345678901234567890.10', nested: { a: 1.25, b: [2] } },
      { name: 'b', count: null },
    ],
  })
  table = resources[0]?.id ?? ''
  await call('datastore_create', { resource: { package_id: 'dataset-2', name: 'made' }, records: [{ a: 1 }] })
}, 120_000)
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

it('brings everything with its ids, so that no dataset differs', async () => {
  const first = await clone('--token', token, '--files', '--datastore', '--verify')
  expect(first.stderr).toBe('')
  expect(first.stdout.split('\n')).toEqual(
    expect.arrayContaining([
      'vocabularies: 1',
      'organizations: 2 created, 0 updated, 0 unchanged, 0 refused',
      'groups: 2 created, 0 updated, 0 unchanged, 0 refused',
      'datasets: 30 created, 0 updated, 0 unchanged, 0 refused',
      'Verified 30 datasets: 0 differ, 0 differences.',
    ]),
  )
  expect(first.code).toBe(0)
  const again = await clone('--token', token, '--files', '--datastore', '--verify')
  expect(again.stdout).toContain('datasets: 0 created, 0 updated, 30 unchanged, 0 refused')
  expect(again.stdout).toContain('0 differ')
  const site = await startProgram(['serve', '--port', '0', '--data', here])
  const read = async (url: string) => (await fetch(`${url}/datastore/dump/${table}`)).text()
  const rows = await read(site.url)
  expect(rows).toContain('12345678901234567890.10')
  expect(rows).toBe(await read(server.url))
  const shown = await fetch(`${site.url}/api/3/action/organization_show?id=city`)
  expect(((await shown.json()) as { result: object }).result).toMatchObject({
    users: [{ name: 'kim', capacity: 'admin' }],
  })
  await site.stop()
}, 120_000)

it('brings what changed since a time, and says what differs', async () => {
  const since = new Date().toISOString()
  await call('package_patch', { id: 'dataset-5', title: 'New' })
  const { stdout } = await clone('--since', since)
  expect(stdout).toContain('datasets: 0 created, 1 updated, 0 unchanged, 0 refused')
  await call('package_patch', { id: 'dataset-6', title: 'Newer' })
  const other = await clone('--since', '2099-01-01', '--verify', '--files', '--datastore')
  expect(other.stderr).toContain('dataset-6: title: "Newer" there, "Dataset 6" here')
  expect(other.stdout).toContain('Verified 29 datasets: 1 differ, 2 differences.')
  expect(other.code).toBe(1)
}, 120_000)

it('goes on where it was broken off', async () => {
  const key = JSON.stringify([server.url, null, false])
  writeFileSync(join(here, 'clone.json'), JSON.stringify({ key, checkpoint: { start: 20, last: null } }))
  const { stdout } = await clone()
  expect(stdout).toContain('Goes on where the last clone was broken off.')
  expect(stdout).toMatch(/datasets: 0 created, \d updated, \d+ unchanged, 0 refused/)
}, 120_000)

it('says what is in the way', async () => {
  const { code, stderr } = await runProgram(['clone', 'http://127.0.0.1:9', '--data', here], {
    CKANISTER__HARVEST__PATIENCE: '1',
  })
  expect(code).toBe(1)
  expect(stderr).toContain('refuses connections')
}, 60_000)

import { type StartedApp, startApp } from '../../support/start-app.ts'

interface Shown {
  readonly num_resources: number
  readonly resources: readonly { readonly id: string; readonly name: string; readonly position: number }[]
}

let site: StartedApp
beforeAll(async () => {
  site = await startApp()
  await site.post('organization_create', { name: 'water-board' }, 'admin')
})
afterAll(() => site.close())

test('a deleted resource is marked, and gone with the next update of its dataset', async () => {
  const resources = [{ name: 'one' }, { name: 'two' }, { name: 'three' }]
  const made = await site.post(
    'package_create',
    { name: 'home', owner_org: 'water-board', resources },
    'admin',
  )
  const id = (made.result as Shown).resources[1]!.id
  expect(await site.post('resource_delete', { id: 'two' }, 'admin')).toMatchObject({ status: 404 })
  expect(await site.post('resource_delete', { id }, 'admin')).toMatchObject({ status: 200, result: null })
  const shown = (await site.get('package_show', { id: 'home' })).result as Shown
  expect(shown.num_resources).toBe(2)
  expect(shown.resources.map(({ name, position }) => [name, position])).toEqual([
    ['one', 0],
    ['three', 1],
  ])
  const show = () => site.get('resource_show', { id })
  expect(await show()).toMatchObject({
    status: 404,
    error: { message: 'Not found: Resource was not found.' },
  })
  expect(await site.post('resource_update', { id }, 'admin')).toMatchObject({ status: 404 })
  expect(await site.post('resource_delete', { id }, 'admin')).toMatchObject({ status: 200 })
  expect(await show()).toMatchObject({ status: 404, error: { message: 'Not found' } })
  expect(await site.post('resource_delete', { id }, 'admin')).toMatchObject({ status: 404 })
})

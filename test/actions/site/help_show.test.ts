import { actionNames } from '../../../src/actions/registry.ts'
import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  const plugins =
    'activity datastore dcat dcat_json_interface croissant harvest scheming_datasets scheming_organizations scheming_groups'
  site = await startApp({ env: { CKAN__PLUGINS: plugins } })
})
afterAll(() => site.close())

test('help_show describes every action and every parameter', async () => {
  for (const name of actionNames()) {
    const { result } = await site.get('help_show', { name })
    const text = String(result)
    expect([name, text.split('\n')[0]]).toEqual([name, expect.stringMatching(/\.$/)])
    for (const line of text.split('\n').filter((each) => each.trim().startsWith(':param'))) {
      expect([name, line]).toEqual([name, expect.stringMatching(/^ *:param \S+: ./)])
    }
  }
})

test('help_show names parameters, types and what lists hold', async () => {
  const { result } = await site.get('help_show', { name: 'package_create' })
  expect(result).toContain(':param title: ')
  expect(result).toMatch(
    /:type tags: list of objects\n {4}:param id: .*\n {4}:type id: string\n {4}:param name: /,
  )
})

test('help_show knows no other actions', async () => {
  for (const name of ['nothing_here', '', null, 5, ['a'], 'constructor', '../user/user_show']) {
    expect(await site.post('help_show', { name })).toMatchObject({
      status: 404,
      error: { message: 'Not found: Action function not found' },
    })
  }
  expect(await site.get('help_show')).toMatchObject({ status: 409, error: { name: ['Missing value'] } })
})

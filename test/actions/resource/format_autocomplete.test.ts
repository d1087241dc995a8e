import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp()
  await site.post('organization_create', { name: 'office' }, 'admin')
  const formats = ['csv', 'CSV', 'csv', 'XLS', 'XLSX', 'XLSX', 'my own']
  const resources = formats.map((format) => ({ url: 'http://example.org/x', format }))
  await site.post('package_create', { name: 'one', owner_org: 'office', resources }, 'admin')
})
afterAll(() => site.close())

const complete = async (query: object) => (await site.get('format_autocomplete', query)).result

test('format_autocomplete finds formats, most used first', async () => {
  expect(await complete({ q: 'XL' })).toEqual(['xlsx', 'xls'])
  expect(await complete({ q: 'xl', limit: 1 })).toEqual(['xlsx'])
  expect(await complete({ q: 'xl', limit: 0 })).toEqual([])
  expect(await complete({ q: '%' })).toEqual(['csv', 'xlsx', 'my own', 'xls'])
  expect(await complete({ q: 'x'.repeat(60_000).slice(0, 5000) })).toEqual([])
})

test('format_autocomplete asks for a text and a number', async () => {
  expect(await site.get('format_autocomplete')).toMatchObject({
    status: 409,
    error: { q: ['Missing value'] },
  })
  expect((await site.get('format_autocomplete', { q: 'c', limit: 'x' })).error).toMatchObject({
    limit: ['Invalid integer'],
  })
  expect((await site.get('format_autocomplete', { q: 'c', limit: -1 })).error).toMatchObject({
    limit: ['Must be a natural number'],
  })
})

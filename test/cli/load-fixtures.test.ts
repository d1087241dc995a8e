import path from 'node:path'
import request from 'supertest'
import { readCatalogue } from '../../src/loading/readers/read-catalogue.ts'
import { closeCatalogues, openCatalogue } from './load-helper.ts'

afterEach(closeCatalogues)

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/catalogue')

describe('the demonstration catalogue', () => {
  it('loads as it is into a catalogue with CKAN’s default configuration', async () => {
    const { load, app } = await openCatalogue({ 'ckan.auth.create_unowned_dataset': 'false' })
    const { counts, report } = await load(fixtures)
    expect(report).toEqual([])
    expect(counts.get('dataset')?.created).toBeGreaterThanOrEqual(400)
    expect(counts.get('organization')?.created).toBeGreaterThanOrEqual(20)
    expect(counts.get('group')?.created).toBeGreaterThanOrEqual(5)

    const { body } = await request(app.listener).get('/api/3/action/package_show?id=parcheggi-di-brescia')
    const { result } = body as {
      readonly result: { readonly resources: readonly { readonly url: string; readonly size: number }[] }
    }
    expect(result.resources).toHaveLength(2)
    for (const { url, size } of result.resources) {
      const download = await request(app.listener).get(new URL(url).pathname).expect(200)
      expect(download.headers['content-length']).toBe(String(size))
    }
  })

  it('gives every dataset an organization, tags and a licence', async () => {
    const lacking: unknown[] = []
    for await (const item of readCatalogue(path.join(fixtures, 'datasets.jsonl.gz'))) {
      if (item.kind === undefined) throw new Error(item.reason)
      const { name, owner_org, license_id, tags } = item.record
      if (!owner_org || !license_id || !Array.isArray(tags) || tags.length === 0) lacking.push(name)
    }
    expect(lacking).toEqual([])
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type StartedApp, startApp } from '../support/start-app.ts'

const PLUGINS = 'activity datastore scheming_datasets'
const DEPOSITAR = {
  CKAN__PLUGINS: PLUGINS,
  CKAN___SCHEMING__DATASET_SCHEMAS: 'fixtures/schemas/depositar.yaml',
}

/** A dataset as data.depositar.io shows its own, with words of our own. */
const survey = {
  name: 'river-survey',
  title: 'Survey of a river',
  owner_org: 'rivers',
  data_type: ['doc', 'image', 'other'],
  keywords: ['Q4022', 'Q865'],
  language: ['zho', 'eng'],
  remarks: '',
  temp_res: 'yearly',
  start_time: '2019',
  x_min: '119.2',
  resources: [{ url: 'http://example.com/a.csv', name: 'A', encoding: 'big5', resource_crs: 3826 }],
}

describe('fields that a site declares', () => {
  let site: StartedApp
  beforeAll(async () => {
    site = await startApp({ env: DEPOSITAR })
    await site.post('organization_create', { name: 'rivers' }, 'admin')
    await site.post('package_create', survey, 'admin')
  })
  afterAll(() => site.close())

  it('stand at the top level of a dataset and its resources, as they were given', async () => {
    const { result } = await site.get('package_show', { id: 'river-survey' })
    expect(result).toMatchObject(
      Object.fromEntries(
        Object.entries(survey).filter(([key]) => key !== 'owner_org' && key !== 'resources'),
      ),
    )
    expect(result).toMatchObject({ resources: [{ encoding: 'big5', resource_crs: 3826 }] })
    expect(result).not.toHaveProperty('extras')
  })

  it('go in again as they came out', async () => {
    const { result: shown } = await site.get('package_show', { id: 'river-survey' })
    const { status, result } = await site.post('package_update', shown as object, 'admin')
    expect(status).toBe(200)
    const { metadata_modified: _time, resources: _files, ...before } = shown as Record<string, unknown>
    expect(result).toMatchObject(before)
  })

  it('are found and counted: each of several choices under vocab_', async () => {
    const search = {
      'facet.field': '["vocab_data_type", "temp_res"]',
      fq: 'vocab_language:zho temp_res:yearly',
    }
    const { result } = await site.get('package_search', search)
    expect(result).toMatchObject({
      count: 1,
      facets: { vocab_data_type: { doc: 1, image: 1, other: 1 }, temp_res: { yearly: 1 } },
    })
    const { result: words } = await site.get('package_search', { q: 'Q4022', rows: 0 })
    expect(words).toMatchObject({ count: 1 })
  })

  it('change nothing when one of them is refused', async () => {
    const { status, error } = await site.post(
      'package_patch',
      { id: 'river-survey', temp_res: 'hourly', data_type: ['doc', 'song'] },
      'admin',
    )
    expect({ status, error }).toMatchObject({
      status: 409,
      error: {
        temp_res: ["Value must be one of ['daily', 'weekly', 'monthly', 'yearly']"],
        data_type: ['unexpected choice "song"'],
      },
    })
    const { result } = await site.get('package_show', { id: 'river-survey' })
    expect(result).toMatchObject({ temp_res: 'yearly', data_type: survey.data_type })
  })

  it('are kept by a patch of a resource and by a new one', async () => {
    const { result: made } = await site.post(
      'resource_create',
      { package_id: 'river-survey', url: 'http://example.com/b', resource_crs: 'x' },
      'admin',
    )
    expect(made).toBeUndefined()
    const { status } = await site.post(
      'resource_create',
      { package_id: 'river-survey', url: 'http://example.com/b', resource_crs: '4326' },
      'admin',
    )
    expect(status).toBe(200)
    const { result } = await site.get('package_show', { id: 'river-survey' })
    expect(result).toMatchObject({ language: ['zho', 'eng'], resources: [{}, { resource_crs: 4326 }] })
  })
})

describe('a schema with a mistake', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schemes-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['nothing.yaml', undefined, /scheming\.dataset_schemas names .*nothing\.yaml, which can't be read/],
    ['list.json', '[]', /it is no object/],
    ['untyped.yaml', 'dataset_fields: []', /has no dataset_type/],
    ['nameless.yaml', 'dataset_type: a\ndataset_fields: [{label: x}]', /a field has no field_name/],
    ['preset.yaml', 'dataset_type: a\ndataset_fields: [{field_name: x, preset: y}]', /unknown preset "y"/],
    [
      'helper.yaml',
      'dataset_type: a\ndataset_fields: [{field_name: x, choices_helper: y}]',
      /choices_helper/,
    ],
    ['rule.yaml', 'dataset_type: a\ndataset_fields: [{field_name: x, validators: y}]', /the validator y/],
    [
      'out.yaml',
      'dataset_type: a\ndataset_fields: [{field_name: x, output_validators: y}]',
      /output_validators y/,
    ],
  ])('stops the start: %s', async (name, text, message) => {
    const file = join(folder, name)
    if (text !== undefined) writeFileSync(file, text)
    const env = { CKAN__PLUGINS: PLUGINS, CKAN___SCHEMING__DATASET_SCHEMAS: file }
    await expect(startApp({ env })).rejects.toThrow(message)
  })

  it('is not read while the plugin is off', async () => {
    const site = await startApp({ env: { CKAN___SCHEMING__DATASET_SCHEMAS: join(folder, 'nothing.yaml') } })
    const { status } = await site.get('scheming_dataset_schema_list')
    expect(status).toBe(400)
    await site.close()
  })

  it('refuses datasets of other types where the option says so', async () => {
    const env = { ...DEPOSITAR, CKAN___SCHEMING__DATASET_FALLBACK: 'true' }
    const site = await startApp({ env })
    const { error } = await site.post('package_create', { name: 'other-type', type: 'map' }, 'admin')
    expect(error).toMatchObject({ type: ['Unsupported dataset type: map'] })
    await site.close()
  })
})

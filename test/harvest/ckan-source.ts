import type { ServerResponse } from 'node:http'

export interface Dataset {
  readonly id: string
  readonly name: string
  readonly [field: string]: unknown
}

const number = (text: string | null, other: number): number => (text === null ? other : Number(text))

/** What a CKAN answers to those who list its datasets. */
export const ckanAnswers =
  (datasets: () => readonly Dataset[], { most = 1000 }: { readonly most?: number } = {}) =>
  (url: URL, response: ServerResponse): unknown => {
    const action = url.pathname.replace('/api/3/action/', '')
    const { searchParams } = url
    if (action === 'package_search') {
      const sorted = [...datasets()].sort((a, b) => (a.id < b.id ? -1 : 1))
      const start = number(searchParams.get('start'), 0)
      const rows = Math.min(number(searchParams.get('rows'), 10), most)
      return { success: true, result: { count: sorted.length, results: sorted.slice(start, start + rows) } }
    }
    if (action === 'package_list')
      return {
        success: true,
        result: datasets()
          .map(({ name }) => name)
          .sort(),
      }
    const found = datasets().find(({ name, id }) => [name, id].includes(searchParams.get('id') ?? ''))
    if (action === 'package_show' && found) return { success: true, result: found }
    response.statusCode = 404
    return { success: false, error: { message: 'Not found', __type: 'Not Found Error' } }
  }

/** So many datasets of a portal. */
export const someDatasets = (count: number): Dataset[] =>
  Array.from({ length: count }, (_, at) => {
    const number = String(at).padStart(4, '0')
    return {
      id: `00000000-0000-4000-8000-00000000${number}`,
      name: `dataset-${number}`,
      title: `Dataset ${number}`,
      notes: 'What it is about',
      metadata_modified: '2026-01-01T00:00:00',
      owner_org: 'there',
      private: false,
      tags: [{ name: 'water', vocabulary_id: null }],
      extras: [{ key: 'spatial', value: 'here' }],
      groups: [],
      organization: { id: '00000000-0000-4000-8000-990000000000', name: 'there', title: 'There' },
      resources: [
        {
          id: `00000000-0000-4000-9000-00000000${number}`,
          name: 'file',
          format: 'CSV',
          url: `http://there.example.org/${number}.csv`,
          url_type: 'upload',
          datastore_active: true,
          package_id: 'x',
        },
      ],
    }
  })

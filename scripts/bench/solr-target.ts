/** A Solr core with CKAN's schema, asked and filled directly: the engine that CKAN uses, without CKAN. */
import type { SearchParameters } from '../../src/search/door.ts'
import { solrFields } from '../../src/search/document/solr-fields.ts'
import { fieldType } from '../../src/search/field-types.ts'
import { organizations, zipfDataset } from './zipf-catalogue.ts'

const BATCH = 1000
const IN_A_YEAR = new Date('2026-01-01T00:00:00Z')

export interface SolrTarget {
  readonly count: () => Promise<number>
  /** Posts the datasets of these numbers. @returns seconds */
  readonly load: (from: number, to: number) => Promise<number>
  readonly search: (parameters: SearchParameters) => Promise<{ count: number; ownMilliseconds: number }>
}

interface SolrAnswer {
  readonly responseHeader: { readonly QTime: number }
  readonly response: { readonly numFound: number }
}

function solrDocument(n: number): object {
  const dataset = zipfDataset(n)
  const fields = solrFields(dataset, ['public'], {
    siteId: 'bench',
    resourceFields: [],
    vocabularyName: () => undefined,
    now: IN_A_YEAR,
  })
  const document: Record<string, unknown> = { index_id: dataset.id }
  for (const [name, values] of fields) {
    if (name.includes(':')) continue
    const shown = name === 'organization' ? values.map((id) => organizations.get(id) ?? id) : values
    document[name] = fieldType(name).multiple ? shown : shown[0]
  }
  return document
}

/** @param url of the core, such as http://127.0.0.1:8983/solr/ckan */
export function solrTarget(url: string): SolrTarget {
  const ask = async (path: string, body: string, type: string): Promise<SolrAnswer> => {
    const answer = await fetch(`${url}/${path}`, { method: 'POST', body, headers: { 'Content-Type': type } })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`Solr answers ${String(answer.status)}: ${text.slice(0, 500)}`)
    return JSON.parse(text) as SolrAnswer
  }
  const select = (parameters: URLSearchParams): Promise<SolrAnswer> =>
    ask('select', parameters.toString(), 'application/x-www-form-urlencoded')
  return {
    count: async () =>
      (await select(new URLSearchParams({ q: '*:*', rows: '0', wt: 'json' }))).response.numFound,
    load: async (from, to) => {
      const begun = performance.now()
      for (let n = from; n < to; n += BATCH) {
        const documents = Array.from({ length: Math.min(BATCH, to - n) }, (_, i) => solrDocument(n + i))
        await ask('update', JSON.stringify(documents), 'application/json')
      }
      await ask('update?commit=true', '[]', 'application/json')
      return (performance.now() - begun) / 1000
    },
    search: async ({ q, fq, defType, qf, mm, tie, sort, start, rows, facet, labels }) => {
      const parameters = new URLSearchParams({
        q,
        sort,
        start: String(start),
        rows: String(rows),
        fl: 'id',
        wt: 'json',
        'q.op': 'AND',
        df: 'text',
      })
      for (const [name, value] of Object.entries({ defType, qf, mm, tie })) {
        if (value !== undefined) parameters.set(name, value)
      }
      for (const one of fq) parameters.append('fq', one)
      if (labels)
        parameters.append('fq', `+permission_labels:(${labels.map((one) => `"${one}"`).join(' OR ')})`)
      if (facet) {
        parameters.set('facet', 'true')
        parameters.set('facet.limit', String(facet.limit))
        parameters.set('facet.mincount', String(facet.mincount))
        for (const field of facet.fields) parameters.append('facet.field', field)
      }
      const { response, responseHeader } = await select(parameters)
      return { count: response.numFound, ownMilliseconds: responseHeader.QTime }
    },
  }
}

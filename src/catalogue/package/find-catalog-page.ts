import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { isoMoment } from '../../dcat/date-term.ts'
import type { DatasetShown } from '../../dcat/dataset-shown.ts'
import type { Context } from '../../kernel/context.ts'
import { readJson } from '../../core/read-json.ts'
import { packagesText } from './packages-text.ts'
import { searchPackages } from '../search/search-packages.ts'
import { packageSearchParameters } from '../search/package-search-parameters.ts'

/** Kinds of datasets that are none to others: sources of harvests, and showcases (ckanext-dcat). */
const LEFT_OUT = ['-dataset_type:harvest', '-dataset_type:showcase']

function readPage(given: unknown): number {
  if (given === undefined || given === null || given === '' || given === 0 || given === false) return 1
  const text = typeof given === 'number' ? String(given) : given
  if (typeof text !== 'string' || !/^\s*\+?0*[1-9]\d{0,8}\s*$/.test(text))
    throw new ValidationError('Page param must be a positive integer starting in 1')
  return Number(text)
}

function readSince(given: unknown): string | undefined {
  if (given === undefined || given === null || given === '') return undefined
  const moment = typeof given === 'string' ? isoMoment(given.trim()) : undefined
  const micros = /\.\d+/.exec(moment ?? '')?.[0] ?? ''
  const time = moment === undefined ? NaN : Date.parse(/[+-]\d\d:\d\d$/.test(moment) ? moment : `${moment}Z`)
  if (Number.isNaN(time))
    throw new ValidationError(
      'Date modified param must be a valid ISO date: 2026-01-31 or 2026-01-31T12:00:00',
    )
  return new Date(time).toISOString().replace(/\.\d+Z$/, `${micros}Z`)
}

/** A page of the public catalogue, the newest change first. */
export interface FoundPage {
  readonly page: number
  readonly rows: number
  readonly count: number
  readonly datasets: readonly DatasetShown[]
}

/**
 * The page that `page`, `modified_since`, `q` and `fq` ask for. Private datasets are in nobody's catalogue.
 * @throws ValidationError for a page or date that is none; SearchError, SearchQueryError
 */
export async function findCatalogPage(context: Context, params: Params): Promise<FoundPage> {
  const page = readPage(params['page'])
  const since = readSince(params['modified_since'])
  const rows = context.config['ckanext.dcat.datasets_per_page']
  const { search } = packageSearchParameters(
    {
      ...(params['q'] ? { q: params['q'] } : {}),
      ...(params['fq'] ? { fq: params['fq'] } : {}),
      fq_list: [...LEFT_OUT, ...(since === undefined ? [] : [`metadata_modified:[${since} TO NOW]`])],
      sort: 'metadata_modified desc',
      rows,
      start: (page - 1) * rows,
      facet: 'false',
    },
    context.config,
  )
  const { answer } = await searchPackages(context, search)
  const datasets = readJson(await packagesText(context, answer.ids)) as readonly DatasetShown[]
  return { page, rows, count: answer.count, datasets }
}

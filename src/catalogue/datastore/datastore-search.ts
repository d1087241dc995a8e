import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { SearchRequest } from '../../datastore/create-datastore.ts'
import type { TableInfo } from '../../datastore/door.ts'
import type { Context } from '../../kernel/context.ts'
import { filtersWithBox } from './bbox-filter.ts'
import { refuseExtras } from './datastore-delete.ts'
import { findTable, requireTableReadable } from './datastore-find.ts'
import { textListParameter } from '../list-parameter.ts'
import { tableLinks } from './table-links.ts'
import { searchTableMetadata, TABLE_METADATA } from './table-metadata.ts'

/** The table, if the caller may read it; undefined: the list of tables. @throws NotFound, NotAuthorized */
export async function findSearched(context: Context, params: Params): Promise<TableInfo | undefined> {
  if (params['resource_id'] === TABLE_METADATA) return undefined
  const table = await findTable(context, params['resource_id'])
  await requireTableReadable(context, table.resourceId)
  return table
}

/** `group_by` with `aggregates`. @throws ValidationError for what groups do not have */
function grouping(params: Params): Pick<SearchRequest, 'grouping'> {
  const columns = textListParameter(params['group_by'])
  if (columns === undefined) return {}
  const wrong = ['fields', 'distinct', 'include_next_page'].find((key) => params[key])
  if (wrong !== undefined)
    throw new ValidationError({
      [wrong]: ['does not go with group_by, whose answer has the groups and aggregates'],
    })
  return { grouping: { columns, aggregates: params['aggregates'] } }
}

/** The parameters of datastore_search, after their rules, as the tables take them. */
function searchRequest(context: Context, params: Params, table: TableInfo | undefined): SearchRequest {
  const { config } = context
  const q = params['q'] as string | Readonly<Record<string, unknown>> | undefined
  const fullText = params['full_text'] as string | undefined
  const fields = textListParameter(params['fields'])
  const sort = textListParameter(params['sort'])
  const language = params['language']
  const threshold = params['total_estimation_threshold']
  return {
    ...(fields === undefined ? {} : { fields }),
    ...(q === undefined ? {} : { q }),
    ...(fullText ? { fullText } : {}),
    ...(sort === undefined || sort.length === 0 ? {} : { sort }),
    filters: table ? filtersWithBox(table, params) : params['filters'],
    ...grouping(params),
    plain: params['plain'] !== false,
    language:
      typeof language === 'string' && language !== '' ? language : config['ckan.datastore.default_fts_lang'],
    distinct: params['distinct'] === true,
    limit: Math.min(Number(params['limit']), config['ckan.datastore.search.rows_max']),
    offset: Number(params['offset'] ?? 0),
    format: params['records_format'] as SearchRequest['format'],
    includeTotal: params['include_total'] === true,
    ...(typeof threshold === 'number' ? { estimateFrom: threshold } : {}),
  }
}

/** datastore_search after its rules and permissions. @throws ValidationError */
export async function searchTable(
  context: Context,
  params: Params,
  table: TableInfo | undefined,
): Promise<Params> {
  refuseExtras(params)
  const offset = Number(params['offset'] ?? 0)
  if (offset < 0) throw new ValidationError({ offset: [`invalid value "${String(offset)}"`] })
  const request = searchRequest(context, params, table)
  const page = table
    ? await context.datastore.search(table.resourceId, request)
    : await searchTableMetadata(context, request)
  const { include_next_page: wantsNext, ...shown } = params
  const isFull = page.lastId !== undefined && request.limit > 0
  return {
    ...shown,
    resource_id: table?.resourceId ?? TABLE_METADATA,
    limit: request.limit,
    fields: page.fields,
    records: page.records,
    ...(page.total === undefined
      ? {}
      : { total: page.total, total_was_estimated: page.totalWasEstimated === true }),
    ...(wantsNext === true && isFull ? { next_page: { _id: { gt: page.lastId } } } : {}),
    _links: tableLinks(context.address, request.limit, offset),
  }
}

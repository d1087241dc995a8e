import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { TableInfo } from '../../datastore/door.ts'
import { filterSql } from '../../datastore/filter-sql.ts'
import type { Context } from '../../kernel/context.ts'
import { columnStatistics } from './aggregates/column-statistics.ts'
import { histogram } from './aggregates/histogram.ts'
import type { Selected } from './aggregates/selected.ts'
import { timeSeries } from './aggregates/time-series.ts'
import { topValues } from './aggregates/top-values.ts'
import { askTable, inSql } from './ask-table.ts'
import { filtersWithBox } from './bbox-filter.ts'
import { refuseExtras } from './datastore-delete.ts'
import { textListParameter } from '../list-parameter.ts'

type Chart = (selected: Selected, options: Params) => Promise<Params>

const CHARTS: Readonly<Record<string, Chart>> = { histogram, top_values: topValues, time_series: timeSeries }
const MOST_CHARTS = 20

function select(context: Context, table: TableInfo, params: Params): Selected {
  const condition = filterSql(table, filtersWithBox(table, params)) ?? 'TRUE'
  return {
    table,
    from: ` FROM ${inSql(table.resourceId)} WHERE (${condition})`,
    ask: (sql, limit = 1) => askTable(context, table, sql, limit),
    column: (parameter, id) => {
      const found = table.columns.find((column) => column.id === id)
      if (!found) throw new ValidationError({ [parameter]: [`there is no column "${String(id)}"`] })
      return found
    },
  }
}

/** datastore_aggregate after its rules and permissions. @throws ValidationError */
export async function aggregateTable(context: Context, params: Params, table: TableInfo): Promise<Params> {
  refuseExtras(params)
  const selected = select(context, table, params)
  const asked = Object.keys(CHARTS).filter((name) => params[name] !== undefined)
  const charts = asked.flatMap((name) => [params[name]].flat() as Params[])
  if (charts.length > MOST_CHARTS)
    throw new ValidationError({ [asked[0] ?? '']: [`at most ${String(MOST_CHARTS)} charts fit in one call`] })
  const columns = textListParameter(params['columns'])
  const result: Record<string, unknown> = { resource_id: table.resourceId }
  if (columns !== undefined || asked.length === 0)
    Object.assign(result, await columnStatistics(selected, columns))
  for (const name of asked) {
    const made: Params[] = []
    for (const options of [params[name]].flat() as Params[]) {
      const chart = CHARTS[name]
      if (chart) made.push(await chart(selected, options))
    }
    result[name] = made
  }
  return result
}

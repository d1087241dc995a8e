import { aggregates } from './functions-aggregate.ts'
import { dateFunctions } from './functions-date.ts'
import { listFunctions } from './functions-list.ts'
import { numberFunctions } from './functions-number.ts'
import { textFunctions } from './functions-text.ts'
import type { SqlFunction } from './sql-function.ts'

const FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  ...textFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...listFunctions,
  ...aggregates,
}

/** The functions that may be called; CKAN's own list of what may, as far as DuckDB can do it. */
export const sqlFunction = (name: string): SqlFunction | undefined =>
  Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined

/** What PostgreSQL has and CKAN does not let anybody call: answered with 403, where an unknown name is a 409. */
const REFUSED =
  /^(?:pg_|lo_|dblink|current_setting$|set_config$|version$|query_to_|table_to_|cursor_to_|schema_to_|database_to_|xml|has_|inet_(?:server|client)|txid_|setval$|nextval$|currval$|lastval$|obj_description|col_description|to_reg|current_(?:user|role|schema|database|catalog|query)|session_user|user$|row_security|binary_|ts_stat|pgp_|gen_)/

export const isRefused = (name: string): boolean => REFUSED.test(name)

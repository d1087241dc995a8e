/** What DuckDB lacks of PostgreSQL and SQL itself can say; run once on each new connection. */
const read = (name: string, pattern: string, type: string, called: string): string =>
  `CREATE MACRO pg_read_${name}(x) AS CASE WHEN x IS NULL THEN NULL WHEN regexp_full_match(trim(x), '${pattern}')
   THEN CAST(trim(x) AS ${type}) ELSE error('invalid input syntax for type ${called}: "' || x || '"') END`

const INTEGER = '[-+]?\\d+'
const NUMBER = '[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?'

export const SQL_SETUP: readonly string[] = [
  `SET TimeZone = 'UTC'`,
  `SET integer_division = true`,
  `SET default_null_order = 'nulls_last_on_asc_first_on_desc'`,
  read('int2', INTEGER, 'SMALLINT', 'smallint'),
  read('int4', INTEGER, 'INTEGER', 'integer'),
  read('int8', INTEGER, 'BIGINT', 'bigint'),
  read('numeric', NUMBER, 'DECIMAL(38,12)', 'numeric'),
  read('float8', `${NUMBER}|NaN|[-+]?Infinity`, 'DOUBLE', 'double precision'),
  `CREATE MACRO pg_read_bool(x) AS CASE WHEN x IS NULL THEN NULL
   WHEN lower(trim(x)) IN ('t','tr','tru','true','y','ye','yes','on','1') THEN true
   WHEN lower(trim(x)) IN ('f','fa','fal','fals','false','n','no','of','off','0') THEN false
   ELSE error('invalid input syntax for type boolean: "' || x || '"') END`,
  `CREATE MACRO pg_read_timestamp(x) AS CASE WHEN x IS NULL THEN NULL
   WHEN regexp_full_match(x, '\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?)?') THEN CAST(x AS TIMESTAMP)
   ELSE CAST(pg_read_moment(x) AS TIMESTAMP) END`,
  `CREATE MACRO pg_read_date(x) AS CAST(pg_read_timestamp(x) AS DATE)`,
  // 1094.0 of a column with one decimal is 1094, as it was stored.
  `CREATE MACRO pg_number_text(x) AS CASE WHEN contains(x, '.') AND NOT contains(x, 'e') THEN rtrim(rtrim(x, '0'), '.') ELSE x END`,
  `CREATE MACRO pg_divide(a, b) AS CASE WHEN b = 0 THEN error('division by zero') ELSE a / b END`,
  `CREATE MACRO pg_remainder(a, b) AS CASE WHEN b = 0 THEN error('division by zero') ELSE a % b END`,
  `CREATE MACRO pg_width_bucket(x, low, high, n) AS CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1
   ELSE CAST(floor((CAST(x AS DOUBLE) - low) * n / (CAST(high AS DOUBLE) - low)) AS INTEGER) + 1 END`,
  `CREATE MACRO pg_left(x, n) AS CASE WHEN n >= 0 THEN left(x, n) ELSE left(x, greatest(0, length(x) + n)) END`,
  `CREATE MACRO pg_right(x, n) AS CASE WHEN n >= 0 THEN right(x, n) ELSE right(x, greatest(0, length(x) + n)) END`,
]

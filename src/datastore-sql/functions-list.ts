import { castTo, coerce } from './cast.ts'
import { quoted, type Expression } from './expression.ts'
import { argument, isOpen, noFunction, type SqlFunction } from './sql-function.ts'
import { elementOf, isArray, isJson } from './sql-type.ts'

/** Lists of a call's argument. */
function listOf(name: string, args: readonly Expression[], at: number): Expression {
  const value = argument(name, args, at)
  if (isOpen(value)) return castTo(value, '_text')
  if (!isArray(value.type)) throw noFunction(name, args)
  return value
}

/** JSON of a value as PostgreSQL writes it. */
export function jsonText(value: Expression): string {
  if (isJson(value.type)) return value.sql
  if (value.row) {
    const parts = value.row.map(
      (part) => `${quoted(`${JSON.stringify(part.name)}:`)} || coalesce(${jsonText(part.value)}, 'null')`,
    )
    return `('{' || ${parts.join(" || ',' || ") || "''"} || '}')`
  }
  if (value.type === 'numeric') return castTo(value, 'text').sql
  if (value.type === 'timestamp')
    return `CAST(to_json(strftime(${value.sql}, '%Y-%m-%dT%H:%M:%S')) AS VARCHAR)`
  return `CAST(to_json(${value.type === 'unknown' ? castTo(value, 'text').sql : value.sql}) AS VARCHAR)`
}

/** Texts among json stay as they are. */
function jsonOf(name: string, args: readonly Expression[], at: number): string {
  const value = argument(name, args, at)
  if (isOpen(value)) return castTo(value, 'json').sql
  if (!isJson(value.type)) throw noFunction(name, args)
  return value.sql
}

const toJson = (name: string, type: string): SqlFunction => ({
  write: (args) => ({ sql: jsonText(argument(name, args, 0)), type }),
})

const jsonBuild = (name: string, type: string): SqlFunction => ({
  write: (args) => {
    const parts: string[] = []
    for (let at = 0; at + 1 < args.length; at += 2)
      parts.push(
        `CAST(to_json(${castTo(argument(name, args, at), 'text').sql}) AS VARCHAR) || ' : ' || coalesce(${jsonText(argument(name, args, at + 1))}, 'null')`,
      )
    return { sql: `('{' || ${parts.join(" || ', ' || ") || "''"} || '}')`, type }
  },
})

const jsonList = (type: string): SqlFunction => ({
  write: (args) => ({
    sql: `('[' || ${args.map((one) => `coalesce(${jsonText(one)}, 'null')`).join(" || ', ' || ") || "''"} || ']')`,
    type,
  }),
})

const arrayElements = (name: string, asText: boolean): SqlFunction => ({
  isSet: true,
  column: 'value',
  write: (args) => {
    const list = `CAST(json_extract(${jsonOf(name, args, 0)}, '$[*]') AS VARCHAR[])`
    return asText
      ? { sql: `unnest(json_extract_string(${jsonOf(name, args, 0)}, '$[*]'))`, type: 'text' }
      : { sql: `unnest(${list})`, type: 'json' }
  },
})

const typeOf = (name: string): SqlFunction => ({
  write: (args) => ({
    sql: `CASE json_type(${jsonOf(name, args, 0)}) WHEN 'OBJECT' THEN 'object' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'NULL' THEN 'null' ELSE CASE WHEN ${jsonOf(name, args, 0)} IS NOT NULL THEN 'number' END END`,
    type: 'text',
  }),
})

const lengthOf = (name: string): SqlFunction => ({
  write: (args) => ({ sql: `CAST(json_array_length(${jsonOf(name, args, 0)}) AS INTEGER)`, type: 'int4' }),
})

const keys = (name: string): SqlFunction => ({
  isSet: true,
  write: (args) => ({ sql: `unnest(json_keys(${jsonOf(name, args, 0)}))`, type: 'text' }),
})

const count = (wanted: boolean): SqlFunction => ({
  write: (args) => ({
    sql: `(${args.map((one) => `CAST(${one.sql} IS ${wanted ? 'NULL' : 'NOT NULL'} AS INTEGER)`).join(' + ') || '0'})`,
    type: 'int4',
  }),
})

/** One dimension is all that there is. */
const size = (name: string): SqlFunction => ({
  write: (args) => ({ sql: `CAST(nullif(len(${listOf(name, args, 0).sql}), 0) AS INTEGER)`, type: 'int4' }),
})

const withElement = (name: string, sql: (list: string, element: string) => string): SqlFunction => ({
  write: (args) => {
    const list = listOf(name, args, 0)
    return { sql: sql(list.sql, coerce(argument(name, args, 1), elementOf(list.type)).sql), type: list.type }
  },
})

/** What array_to_string joins: nulls are left out, or have a text of their own. */
function shownList(args: readonly Expression[]): string {
  const { sql } = listOf('array_to_string', args, 0)
  const missing = args[2]
  if (!missing) return sql
  return `list_transform(${sql}, lambda one: coalesce(CAST(one AS VARCHAR), ${castTo(missing, 'text').sql}))`
}

export const listFunctions: Readonly<Record<string, SqlFunction>> = {
  unnest: {
    isSet: true,
    write: (args) => {
      const list = listOf('unnest', args, 0)
      return { sql: `unnest(${list.sql})`, type: elementOf(list.type) }
    },
  },
  array_length: size('array_length'),
  array_upper: size('array_upper'),
  array_lower: {
    write: (args) => ({
      sql: `CASE WHEN len(${listOf('array_lower', args, 0).sql}) > 0 THEN 1 END`,
      type: 'int4',
    }),
  },
  cardinality: {
    write: (args) => ({ sql: `CAST(len(${listOf('cardinality', args, 0).sql}) AS INTEGER)`, type: 'int4' }),
  },
  array_to_string: {
    write: (args) => ({
      sql: `array_to_string(${shownList(args)}, ${castTo(argument('array_to_string', args, 1), 'text').sql})`,
      type: 'text',
    }),
  },
  array_position: {
    write: (args) => {
      const list = listOf('array_position', args, 0)
      return {
        sql: `nullif(list_position(${list.sql}, ${coerce(argument('array_position', args, 1), elementOf(list.type)).sql}), 0)`,
        type: 'int4',
      }
    },
  },
  array_positions: {
    write: (args) => {
      const list = listOf('array_positions', args, 0)
      const wanted = coerce(argument('array_positions', args, 1), elementOf(list.type)).sql
      return {
        sql: `CAST(list_filter(range(1, len(${list.sql}) + 1), lambda place: (${list.sql})[place] IS NOT DISTINCT FROM ${wanted}) AS INTEGER[])`,
        type: '_int4',
      }
    },
  },
  array_ndims: {
    write: (args) => ({
      sql: `CASE WHEN len(${listOf('array_ndims', args, 0).sql}) > 0 THEN 1 END`,
      type: 'int4',
    }),
  },
  array_replace: {
    write: (args) => {
      const list = listOf('array_replace', args, 0)
      const [from, to] = [1, 2].map(
        (at) => coerce(argument('array_replace', args, at), elementOf(list.type)).sql,
      )
      return {
        sql: `list_transform(${list.sql}, lambda one: CASE WHEN one IS NOT DISTINCT FROM ${from} THEN ${to} ELSE one END)`,
        type: list.type,
      }
    },
  },
  array_append: withElement('array_append', (list, element) => `list_append(${list}, ${element})`),
  array_prepend: {
    write: (args) => {
      const list = listOf('array_prepend', args, 1)
      return {
        sql: `list_prepend(${coerce(argument('array_prepend', args, 0), elementOf(list.type)).sql}, ${list.sql})`,
        type: list.type,
      }
    },
  },
  array_remove: withElement(
    'array_remove',
    (list, element) => `list_filter(${list}, lambda one: one IS DISTINCT FROM ${element})`,
  ),
  array_cat: {
    write: (args) => ({
      sql: `list_concat(${listOf('array_cat', args, 0).sql}, ${listOf('array_cat', args, 1).sql})`,
      type: listOf('array_cat', args, 0).type,
    }),
  },
  array_fill: {
    write: (args) => {
      const value = argument('array_fill', args, 0)
      const sizes = listOf('array_fill', args, 1)
      return {
        sql: `list_transform(range(least(1000000, CAST(${sizes.sql}[1] AS BIGINT))), lambda one: ${value.sql})`,
        type: `_${value.type}`,
      }
    },
  },
  to_json: toJson('to_json', 'json'),
  to_jsonb: toJson('to_jsonb', 'jsonb'),
  row_to_json: toJson('row_to_json', 'json'),
  array_to_json: toJson('array_to_json', 'json'),
  json_build_object: jsonBuild('json_build_object', 'json'),
  jsonb_build_object: jsonBuild('jsonb_build_object', 'jsonb'),
  json_build_array: jsonList('json'),
  jsonb_build_array: jsonList('jsonb'),
  json_array_elements: arrayElements('json_array_elements', false),
  jsonb_array_elements: arrayElements('jsonb_array_elements', false),
  json_array_elements_text: arrayElements('json_array_elements_text', true),
  jsonb_array_elements_text: arrayElements('jsonb_array_elements_text', true),
  json_array_length: lengthOf('json_array_length'),
  jsonb_array_length: lengthOf('jsonb_array_length'),
  json_typeof: typeOf('json_typeof'),
  jsonb_typeof: typeOf('jsonb_typeof'),
  json_object_keys: keys('json_object_keys'),
  jsonb_object_keys: keys('jsonb_object_keys'),
  num_nulls: count(true),
  num_nonnulls: count(false),
}

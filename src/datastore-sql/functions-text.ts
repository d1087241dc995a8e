import { castTo } from './cast.ts'
import { quoted, type Expression } from './expression.ts'
import {
  argument,
  integerOf,
  isOpen,
  noFunction,
  onTexts,
  patternOf,
  textOf,
  type SqlFunction,
} from './sql-function.ts'
import { SqlError } from './sql-error.ts'
import { isInteger } from './sql-type.ts'

const LONGEST = 10_000_000

const text = (name: string, call = name): SqlFunction => onTexts(name, call, [1, 1], 'text')

const trim = (name: string, call: string): SqlFunction => ({
  write: (args) => ({
    sql: `${call}(${textOf(name, args, 0)}, ${args.length > 1 ? textOf(name, args, 1) : "' '"})`,
    type: 'text',
  }),
})

const pad = (name: string): SqlFunction => ({
  write: (args) => ({
    sql: `${name}(${textOf(name, args, 0)}, CAST(least(${integerOf(name, args, 1)}, ${LONGEST}) AS INTEGER), ${args.length > 2 ? textOf(name, args, 2) : "' '"})`,
    type: 'text',
  }),
})

const length: SqlFunction = {
  write: (args) => {
    if (argument('length', args, 0).type.startsWith('tsvector')) throw noFunction('length', args)
    return { sql: `CAST(length(${textOf('length', args, 0)}) AS INTEGER)`, type: 'int4' }
  },
}

/** `substring(text, 2, 3)`, and `substring(text from 'pattern')`, which gives the first group if there is one. */
const substring: SqlFunction = {
  write: (args) => {
    const of = textOf('substring', args, 0)
    const second = argument('substring', args, 1)
    if (isInteger(second.type)) {
      const start = integerOf('substring', args, 1)
      if (args.length < 3) return { sql: `substring(${of}, greatest(1, ${start}))`, type: 'text' }
      const count = integerOf('substring', args, 2)
      // A start before the first letter takes from the length.
      return {
        sql: `substring(${of}, greatest(1, ${start}), greatest(0, least(${count}, ${count} + ${start} - 1)))`,
        type: 'text',
      }
    }
    const pattern = patternOf('substring', args, 1)
    const group = /(^|[^\\])\((?!\?)/.test(second.literal ?? '') ? 1 : 0
    return {
      sql: `CASE WHEN regexp_matches(${of}, ${pattern}) THEN regexp_extract(${of}, ${pattern}, ${group}) END`,
      type: 'text',
    }
  },
}

/** As the type itself is written: `t` where a cast says `true`. */
const written = (value: Expression): string =>
  value.type === 'bool' ? `left(CAST(${value.sql} AS VARCHAR), 1)` : castTo(value, 'text').sql

const concat: SqlFunction = {
  write: (args) => ({
    sql: `concat(${args.map(written).join(', ') || argument('concat', args, 0).sql})`,
    type: 'text',
  }),
}

const concatWs: SqlFunction = {
  write: (args) => ({
    sql: `concat_ws(${args.map(written).join(', ')})`,
    type: 'text',
  }),
}

const part = (name: string, call: string): SqlFunction => ({
  write: (args) => ({ sql: `${call}(${textOf(name, args, 0)}, ${integerOf(name, args, 1)})`, type: 'text' }),
})

const regexpReplace: SqlFunction = {
  write: (args) => {
    const flags = args[3]?.literal ?? ''
    if (/[^gimnsx]/.test(flags)) throw new SqlError(`invalid regular expression option: "${flags}"`)
    const parts = [
      textOf('regexp_replace', args, 0),
      patternOf('regexp_replace', args, 1),
      textOf('regexp_replace', args, 2),
    ]
    return {
      sql: `regexp_replace(${parts.join(', ')}, ${quoted(`s${flags.replace(/[xn]/g, '')}`)})`,
      type: 'text',
    }
  },
}

const quotedText = (name: string, args: readonly Expression[]): string =>
  `('''' || replace(${castTo(argument(name, args, 0), 'text').sql}, '''', '''''') || '''')`

/** A pattern of LIKE with another sign than a backslash to escape. */
function likeEscape(args: readonly Expression[]): Expression {
  const [pattern, sign] = [argument('like_escape', args, 0), argument('like_escape', args, 1)]
  if (pattern.literal === undefined || sign.literal === undefined)
    throw new SqlError('LIKE … ESCAPE needs literals')
  if ([...sign.literal].length > 1) throw new SqlError('invalid escape string')
  let literal = ''
  for (const letters = [...pattern.literal]; letters.length > 0;) {
    const letter = letters.shift() ?? ''
    if (letter === sign.literal) literal += `\\${letters.shift() ?? ''}`
    else literal += letter === '\\' ? '\\\\' : letter
  }
  return { sql: quoted(literal), type: 'unknown', literal }
}

const groupsOf = (pattern: string): number => (pattern.match(/(?<!\\)\((?!\?)/g) ?? []).length

const regexpMatch: SqlFunction = {
  write: (args) => {
    const of = textOf('regexp_match', args, 0)
    const pattern = patternOf('regexp_match', args, 1)
    const flags = (args[2]?.literal ?? '').includes('i') ? 'si' : 's'
    const groups = groupsOf(argument('regexp_match', args, 1).literal ?? '')
    const parts = Array.from(
      { length: Math.max(1, groups) },
      (_, at) => `regexp_extract(${of}, ${pattern}, ${groups === 0 ? 0 : at + 1}, '${flags}')`,
    )
    return {
      sql: `CASE WHEN regexp_matches(${of}, ${pattern}, '${flags}') THEN [${parts.join(', ')}] END`,
      type: '_text',
    }
  },
}

const tsquery = (name: string, kind: string): SqlFunction => ({
  write: (args) => {
    const language = args.length > 1 ? (args[0]?.literal ?? 'english') : 'english'
    const query = argument(name, args, args.length - 1)
    return {
      sql: castTo(query, 'text').sql,
      type: `tsquery:${kind}:${language.replace(/[^a-z_]/gi, '')}`,
      ...(query.literal === undefined ? {} : { literal: query.literal }),
    }
  },
})

const upper = text('upper')

export const textFunctions: Readonly<Record<string, SqlFunction>> = {
  upper: {
    // Here a letter has one letter for a capital: ß stays what it is.
    write: (args, parts) => ({ sql: `replace(${upper.write(args, parts).sql}, 'ẞ', 'ß')`, type: 'text' }),
  },
  lower: text('lower'),
  initcap: text('initcap', 'pg_initcap'),
  reverse: text('reverse'),
  md5: text('md5'),
  ascii: onTexts('ascii', 'ascii', [1, 1], 'int4'),
  length,
  char_length: length,
  character_length: length,
  octet_length: onTexts('octet_length', 'strlen', [1, 1], 'int4'),
  bit_length: onTexts('bit_length', 'bit_length', [1, 1], 'int4'),
  btrim: trim('btrim', 'trim'),
  ltrim: trim('ltrim', 'ltrim'),
  rtrim: trim('rtrim', 'rtrim'),
  lpad: pad('lpad'),
  rpad: pad('rpad'),
  substring,
  substr: substring,
  left: part('left', 'pg_left'),
  right: part('right', 'pg_right'),
  concat,
  concat_ws: concatWs,
  replace: onTexts('replace', 'replace', [3, 3], 'text'),
  translate: onTexts('translate', 'translate', [3, 3], 'text'),
  strpos: onTexts('strpos', 'strpos', [2, 2], 'int4'),
  position: onTexts('position', 'strpos', [2, 2], 'int4'),
  starts_with: onTexts('starts_with', 'starts_with', [2, 2], 'bool'),
  repeat: {
    write: (args) => ({
      sql: `repeat(${textOf('repeat', args, 0)}, CASE WHEN ${integerOf('repeat', args, 1)} * length(${textOf('repeat', args, 0)}) > ${LONGEST} THEN error('requested length too large') ELSE ${integerOf('repeat', args, 1)} END)`,
      type: 'text',
    }),
  },
  split_part: {
    write: (args) => ({
      sql: `split_part(${textOf('split_part', args, 0)}, ${textOf('split_part', args, 1)}, ${integerOf('split_part', args, 2)})`,
      type: 'text',
    }),
  },
  overlay: {
    write: (args) => {
      const [of, by, from] = [
        textOf('overlay', args, 0),
        textOf('overlay', args, 1),
        integerOf('overlay', args, 2),
      ]
      const count = args.length > 3 ? integerOf('overlay', args, 3) : `length(${by})`
      return {
        sql: `(left(${of}, ${from} - 1) || ${by} || substring(${of}, ${from} + ${count}))`,
        type: 'text',
      }
    },
  },
  chr: { write: (args) => ({ sql: `chr(CAST(${integerOf('chr', args, 0)} AS INTEGER))`, type: 'text' }) },
  to_hex: { write: (args) => ({ sql: `lower(to_hex(${integerOf('to_hex', args, 0)}))`, type: 'text' }) },
  quote_literal: { write: (args) => ({ sql: quotedText('quote_literal', args), type: 'text' }) },
  quote_nullable: {
    write: (args) => ({ sql: `coalesce(${quotedText('quote_nullable', args)}, 'NULL')`, type: 'text' }),
  },
  like_escape: { write: likeEscape },
  quote_ident: {
    write: (args) => ({ sql: `pg_quote_ident(${textOf('quote_ident', args, 0)})`, type: 'text' }),
  },
  format: {
    write: (args) => ({
      sql: `pg_format(${textOf('format', args, 0)}, CAST(to_json([${args
        .slice(1)
        .map((one) => castTo(one, 'text').sql)
        .join(', ')}]::VARCHAR[]) AS VARCHAR))`,
      type: 'text',
    }),
  },
  encode: {
    write: (args) => {
      const call = args[1]?.literal === 'base64' ? 'to_base64' : 'hex'
      const sql = `${call}(encode(${textOf('encode', args, 0)}))`
      return { sql: call === 'hex' ? `lower(${sql})` : sql, type: 'text' }
    },
  },
  regexp_replace: regexpReplace,
  regexp_match: regexpMatch,
  regexp_matches: {
    isSet: true,
    write: (args, parts) => {
      const groups = groupsOf(argument('regexp_matches', args, 1).literal ?? '')
      const flags = args[2]?.literal ?? ''
      if (flags.includes('g')) {
        const [of, pattern] = [textOf('regexp_matches', args, 0), patternOf('regexp_matches', args, 1)]
        const found = (group: number): string =>
          `regexp_extract_all(${of}, ${pattern}, ${group}, ${flags.includes('i') ? "'si'" : "'s'"})`
        const all = Array.from({ length: Math.max(1, groups) }, (_, at) => found(groups === 0 ? 0 : at + 1))
        const each = all.map((list) => `(${list})[place]`).join(', ')
        return {
          sql: `unnest(list_transform(range(1, len(${all[0] ?? ''}) + 1), lambda place: [${each}]))`,
          type: '_text',
        }
      }
      const { sql } = regexpMatch.write(args, parts)
      return { sql: `unnest(CASE WHEN (${sql}) IS NULL THEN [] ELSE [${sql}] END)`, type: '_text' }
    },
  },
  regexp_like: {
    write: (args) => ({
      sql: `regexp_matches(${textOf('regexp_like', args, 0)}, ${patternOf('regexp_like', args, 1)}, ${(args[2]?.literal ?? '').includes('i') ? "'si'" : "'s'"})`,
      type: 'bool',
    }),
  },
  regexp_count: {
    write: (args) => ({
      sql: `CAST(len(regexp_extract_all(${textOf('regexp_count', args, 0)}, ${patternOf('regexp_count', args, 1)})) AS INTEGER)`,
      type: 'int4',
    }),
  },
  regexp_split_to_array: {
    write: (args) => ({
      sql: `regexp_split_to_array(${textOf('regexp_split_to_array', args, 0)}, ${patternOf('regexp_split_to_array', args, 1)})`,
      type: '_text',
    }),
  },
  regexp_split_to_table: {
    isSet: true,
    write: (args) => ({
      sql: `unnest(regexp_split_to_array(${textOf('regexp_split_to_table', args, 0)}, ${patternOf('regexp_split_to_table', args, 1)}))`,
      type: 'text',
    }),
  },
  string_to_table: {
    isSet: true,
    write: (args) => ({
      sql: `unnest(string_split(${textOf('string_to_table', args, 0)}, ${textOf('string_to_table', args, 1)}))`,
      type: 'text',
    }),
  },
  string_to_array: {
    write: (args) => {
      const [of, by] = [textOf('string_to_array', args, 0), textOf('string_to_array', args, 1)]
      const parts = `string_split(${of}, ${by})`
      const missing = args.length > 2 ? textOf('string_to_array', args, 2) : undefined
      const list =
        missing === undefined ? parts : `list_transform(${parts}, lambda one: nullif(one, ${missing}))`
      return { sql: `CASE WHEN ${of} = '' THEN [] ELSE ${list} END`, type: '_text' }
    },
  },
  to_tsvector: {
    write: (args) => {
      const language = args.length > 1 ? (args[0]?.literal ?? 'english') : 'english'
      const value = argument('to_tsvector', args, args.length - 1)
      return {
        sql: isOpen(value) ? castTo(value, 'text').sql : castTo(value, 'text').sql,
        type: `tsvector:${language.replace(/[^a-z_]/gi, '')}`,
      }
    },
  },
  to_tsquery: tsquery('to_tsquery', 'query'),
  plainto_tsquery: tsquery('plainto_tsquery', 'plain'),
  phraseto_tsquery: tsquery('phraseto_tsquery', 'plain'),
  websearch_to_tsquery: tsquery('websearch_to_tsquery', 'plain'),
  ts_rank: {
    write: (args) => {
      const [vector, query] = [argument('ts_rank', args, 0), argument('ts_rank', args, 1)]
      const [, kind = 'query', language = 'english'] = query.type.split(':')
      return {
        sql: `CAST(pg_text_rank(${vector.sql}, ${quoted(vector.type.split(':')[1] ?? 'english')}, ${query.sql}, ${quoted(kind)}, ${quoted(language)}) AS FLOAT)`,
        type: 'float4',
      }
    },
  },
}

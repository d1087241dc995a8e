/** A condition of a WHERE with its bound values. */
export interface Condition {
  readonly sql: string
  readonly values: readonly (string | number | bigint)[]
}

export const NEVER: Condition = { sql: 'FALSE', values: [] }
export const ALWAYS: Condition = { sql: 'TRUE', values: [] }

/** Halves a long list again and again: SQLite limits how deep an expression is. */
function joined(parts: readonly string[], word: string): string {
  if (parts.length <= 8) return `(${parts.join(word)})`
  const middle = Math.ceil(parts.length / 2)
  return `(${joined(parts.slice(0, middle), word)}${word}${joined(parts.slice(middle), word)})`
}

export function all(conditions: readonly Condition[]): Condition {
  const real = conditions.filter((condition) => condition !== ALWAYS)
  if (real.length === 0) return ALWAYS
  if (real.length === 1) return real[0] ?? ALWAYS
  return {
    sql: joined(
      real.map(({ sql }) => sql),
      ' AND ',
    ),
    values: real.flatMap(({ values }) => values),
  }
}

export function any(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return NEVER
  if (conditions.length === 1) return conditions[0] ?? NEVER
  return {
    sql: joined(
      conditions.map(({ sql }) => sql),
      ' OR ',
    ),
    values: conditions.flatMap(({ values }) => values),
  }
}

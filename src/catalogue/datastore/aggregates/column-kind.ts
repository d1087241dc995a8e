const NUMBERS = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'])
const TIMES = new Set(['date', 'timestamp', 'timestamptz'])
const ORDERED = new Set(['text', 'time', 'varchar', 'bpchar', 'uuid'])

/** What can be reckoned with a column of a type. */
export function columnKind(type: string): 'number' | 'time' | 'ordered' | 'other' {
  if (NUMBERS.has(type)) return 'number'
  if (TIMES.has(type)) return 'time'
  return ORDERED.has(type) ? 'ordered' : 'other'
}

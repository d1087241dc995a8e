import type { SqlType } from '../sql-type.ts'

/** In a subquery a quoted literal becomes text for those outside. */
export const knownType = (type: SqlType): SqlType => (type === 'unknown' || type === 'null' ? 'text' : type)

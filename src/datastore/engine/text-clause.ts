import type { Condition } from './condition.ts'

/** See indexCondition. */
const FOUND_BY_TEXT = /^_id IN \(SELECT rowid (FROM q\d+ WHERE q\d+ MATCH \?)\)$/

/** What full text alone decides, as a clause that its index answers by itself, row by row in the order of `_id`. */
export const textClause = ({ sql }: Condition): string | undefined => FOUND_BY_TEXT.exec(sql)?.[1]

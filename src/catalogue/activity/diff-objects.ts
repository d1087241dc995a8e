import { contextDiff } from '../../core/diff/context-diff.ts'
import { htmlDiff } from '../../core/diff/html-diff.ts'
import { unifiedDiff } from '../../core/diff/unified-diff.ts'
import { TooMuchWork, workBudget } from '../../core/diff/work-budget.ts'
import { ValidationError } from '../../core/errors.ts'
import type { JsonValue } from '../../core/json.ts'
import { prettyJson } from '../../core/pretty-json.ts'

const DIFFS = {
  unified: (...texts: Parameters<typeof unifiedDiff>) => unifiedDiff(...texts).join('\n'),
  context: (...texts: Parameters<typeof contextDiff>) => contextDiff(...texts).join('\n'),
  html: htmlDiff,
}

export type DiffType = keyof typeof DIFFS

export const isDiffType = (value: unknown): value is DiffType =>
  typeof value === 'string' && Object.hasOwn(DIFFS, value)

/** Steps of a comparison that take less than a second. */
const MOST_STEPS = 5_000_000

/** How two objects differ, line by line of their JSON. @throws ValidationError for objects that are too large for it */
export function diffObjects(before: JsonValue, after: JsonValue, type: DiffType): string {
  const [old, young] = [prettyJson(before).split('\n'), prettyJson(after).split('\n')]
  try {
    return DIFFS[type](old, young, workBudget(MOST_STEPS))
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error
    throw new ValidationError(
      type === 'html'
        ? 'These versions differ too much for a table. Ask for diff_type unified.'
        : 'These versions differ too much to be compared here. Read them with activity_data_show.',
    )
  }
}

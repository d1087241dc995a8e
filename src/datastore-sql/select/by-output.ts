import type { Node } from '@pgsql/types'
import type { Place } from '../expressions/place.ts'
import { positionOf } from './position-of.ts'
import type { Target } from './target.ts'

/** ORDER BY means an output's name or place first, then a column. */
export function byOutput(node: Node | undefined, targets: readonly Target[], place: Place): string {
  const at = positionOf(node, targets)
  if (at !== undefined) return targets[at]?.value.sql ?? ''
  return place.translate(node, place).sql
}

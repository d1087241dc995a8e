import type { Node } from '@pgsql/types'
import type { Expression } from '../expression.ts'

/** One of the things that are selected. */
export interface Target {
  readonly name: string
  readonly value: Expression
  readonly node?: Node | undefined
}

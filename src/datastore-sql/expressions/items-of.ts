import type { Node } from '@pgsql/types'

/** The nodes of a list. */
export const itemsOf = (node: Node | undefined): readonly Node[] =>
  node && 'List' in node ? (node.List.items ?? []) : []

import type { Node } from '@pgsql/types'

/** The texts of nodes that are names. */
export const strings = (nodes: readonly Node[] | undefined): readonly string[] =>
  (nodes ?? []).map((node) => ('String' in node ? (node.String.sval ?? '') : ''))

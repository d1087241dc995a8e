/** Columns under the names of an alias. */
export const renamed = <T extends { readonly name: string }>(
  columns: readonly T[],
  names: readonly string[],
): readonly T[] =>
  names.length === 0 ? columns : columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }))

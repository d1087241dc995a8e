const quoted = (name: string): string => `"${name}"`

/** `INSERT … ON CONFLICT (key) DO UPDATE` of all columns; by default with named parameters. */
export function upsertSql(
  table: string,
  columns: readonly string[],
  key: string,
  parameter = (name: string): string => `@${name}`,
): string {
  const updates = columns
    .filter((name) => name !== key)
    .map((name) => `${quoted(name)} = excluded.${quoted(name)}`)
  return `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')})
    VALUES (${columns.map(parameter).join(', ')})
    ON CONFLICT (${quoted(key)}) DO UPDATE SET ${updates.join(', ')}`
}

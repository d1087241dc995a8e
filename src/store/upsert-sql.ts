const quoted = (name: string): string => `"${name}"`

/** `INSERT … ON CONFLICT (key) DO UPDATE` of all columns, with named parameters. */
export function upsertSql(table: string, columns: readonly string[], key: string): string {
  const updates = columns
    .filter((name) => name !== key)
    .map((name) => `${quoted(name)} = excluded.${quoted(name)}`)
  return `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')})
    VALUES (${columns.map((name) => `@${name}`).join(', ')})
    ON CONFLICT (${quoted(key)}) DO UPDATE SET ${updates.join(', ')}`
}

/** The value if it is a text; everything else counts as not given. */
export const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

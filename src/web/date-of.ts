/** The day of CKAN's time text. */
export const dateOf = (time: string | null): string => (time ?? '').slice(0, 10)

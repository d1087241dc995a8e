/** Milliseconds since 1970 as Solr writes them, with no zeros at the end of a second's fraction. */
export const dateText = (time: number): string =>
  new Date(time)
    .toISOString()
    .replace('.000Z', 'Z')
    .replace(/(\.\d\d?)0+Z$/, '$1Z')

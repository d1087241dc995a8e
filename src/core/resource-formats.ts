import formats from './resource-formats.json' with { type: 'json' }

const canonical = new Map<string, string>()
for (const [name, aliases] of Object.entries(formats)) {
  for (const alias of [name, ...aliases]) canonical.set(alias.toLowerCase(), name)
}

/** CKAN's spelling of a format or media type (`text/csv`, `csv` → `CSV`), or the text as it is. */
export const canonicalFormat = (text: string): string => canonical.get(text.toLowerCase()) ?? text

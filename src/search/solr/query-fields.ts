import { SearchError } from '../../core/errors.ts'

/** A field that words are looked up in, and how much a hit there counts. */
export interface QueryField {
  readonly field: string
  readonly boost: number | undefined
}

/** Reads `name^4 title^4 text`; without any field it is `text`. @throws SearchError for a boost that is no number */
export function parseQueryFields(text: string): readonly QueryField[] {
  const parts = text.split(/\s+/).filter((part) => part !== '')
  const fields = parts.map((part): QueryField => {
    const [field = '', boost] = part.split('^')
    if (boost === undefined) return { field, boost: undefined }
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(boost))
      throw new SearchError(`Search error: 'Invalid qf: ${part.slice(0, 100)}'`)
    return { field, boost: Number(boost) }
  })
  return fields.length > 0 ? fields : [{ field: 'text', boost: undefined }]
}

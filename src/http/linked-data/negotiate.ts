import { SUFFIX_TYPES } from '../../dcat/formats.ts'

/** What may be asked for, in ckanext-dcat's order: the first of a family answers for it (`text/*`: N3). */
const OFFERED = Object.entries(SUFFIX_TYPES)

interface Asked {
  readonly type: string
  readonly weight: number
}

function readAccept(header: string): readonly Asked[] {
  const asked = header.split(',').map((part): Asked => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim())
    const weight = parameters.find((text) => /^q=/i.test(text))?.slice(2)
    return { type: type.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) || 0 }
  })
  return asked.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
}

/** The suffix of the RDF syntax that an Accept header prefers to HTML; undefined: a page. */
export function negotiate(header: string | undefined): string | undefined {
  for (const { type } of readAccept(header ?? '')) {
    if (type === 'text/html' || type === '*/*') return undefined
    const family = type.endsWith('/*') ? type.slice(0, -1) : undefined
    const found = OFFERED.find(([, other]) =>
      family === undefined ? other === type : other.startsWith(family),
    )
    if (found) return found[0]
  }
  return undefined
}

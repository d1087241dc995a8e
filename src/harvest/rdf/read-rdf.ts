import { JsonLdParser } from 'jsonld-streaming-parser'
import { Parser } from 'n3'
import { RdfXmlParser } from 'rdfxml-streaming-parser'
import { HarvestError } from '../harvest-error.ts'
import type { RdfQuad } from './rdf-graph.ts'

type Syntax = 'xml' | 'json' | 'turtle'

const MEDIA_TYPES: Readonly<Record<string, Syntax>> = {
  'application/rdf+xml': 'xml',
  'application/ld+json': 'json',
  'text/turtle': 'turtle',
  'application/x-turtle': 'turtle',
  'application/n-triples': 'turtle',
  'application/n-quads': 'turtle',
  'application/trig': 'turtle',
  'text/n3': 'turtle',
  'text/rdf+n3': 'turtle',
}

/** By the media type, or by how the document begins: many servers call everything text. */
function syntaxOf(contentType: string, text: string): Syntax {
  const said = MEDIA_TYPES[contentType.split(';')[0]?.trim().toLowerCase() ?? '']
  if (said) return said
  if (/^\s*[{[]/.test(text)) return 'json'
  // A Turtle document may begin with an address in angle brackets.
  return /^\s*<(\?xml|rdf:|!--|!DOCTYPE rdf)/i.test(text) ? 'xml' : 'turtle'
}

interface QuadStream {
  on(event: 'data', listener: (quad: RdfQuad) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'end', listener: () => void): unknown
  readonly end: (text: string) => unknown
}

const collected = (parser: QuadStream, text: string): Promise<readonly RdfQuad[]> =>
  new Promise((resolve, reject) => {
    const quads: RdfQuad[] = []
    parser.on('data', (quad) => quads.push(quad))
    parser.on('error', reject)
    parser.on('end', () => {
      resolve(quads)
    })
    parser.end(text)
  })

export interface RdfDocument {
  readonly text: string
  readonly contentType: string
  /** Its address: what relative addresses in it are relative to. */
  readonly url: string
  /** Fetches the context that a JSON-LD document names. */
  readonly loadContext: (address: string) => Promise<unknown>
}

/** All that a document says, in Turtle, N-Triples, N3, TriG, RDF/XML or JSON-LD. @throws HarvestError for what is no RDF */
export async function readRdf({
  text,
  contentType,
  url,
  loadContext,
}: RdfDocument): Promise<readonly RdfQuad[]> {
  const syntax = syntaxOf(contentType, text)
  try {
    if (syntax === 'turtle') {
      const format = contentType.includes('n3') ? 'text/n3' : undefined
      return new Parser({ baseIRI: url, ...(format === undefined ? {} : { format }) }).parse(text)
    }
    if (syntax === 'xml') return await collected(new RdfXmlParser({ baseIRI: url }), text)
    const load = async (address: string) => (await loadContext(address)) as Readonly<Record<string, unknown>>
    return await collected(new JsonLdParser({ baseIRI: url, documentLoader: { load } }), text)
  } catch (error) {
    throw new HarvestError(`${url} is no RDF that can be read: ${(error as Error).message.slice(0, 300)}`)
  }
}

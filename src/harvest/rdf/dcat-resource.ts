import type { JsonObject } from '../../core/json.ts'
import type { RdfTerm } from './rdf-graph.ts'
import type { RdfText } from './rdf-text.ts'

const MEDIA_TYPE = /^https?:\/\/(?:www\.)?iana\.org\/assignments\/media-types\/(.+)$/
const FILE_TYPE = /\/file-type\/([^/]+)$/

const mediaType = (text: string): string => {
  const named = MEDIA_TYPE.exec(text)?.[1] ?? text
  return /^[\w.+-]+\/[\w.+-]+$/.test(named) ? named : ''
}

/** `CSV` of an address in a list of file types, of a media type, or as it is. */
function formatOf(format: string, media: string): string {
  const listed = FILE_TYPE.exec(format)?.[1]
  if (listed !== undefined) return listed.replaceAll('_', ' ')
  const type = mediaType(format)
  if (type === '' && format !== '' && !/^https?:/.test(format)) return format
  const named = type === '' ? media : type
  return named === 'application/octet-stream' ? '' : (named.split('/').at(-1) ?? '')
}

/** A distribution as a resource, as ckanext-dcat reads it. */
export function dcatResource({ text, texts, label }: RdfText, node: RdfTerm): JsonObject | undefined {
  const download = text(node, 'dcat:downloadURL')
  const access = text(node, 'dcat:accessURL', 'dcat:accessUrl')
  const url = download === '' ? access : download
  if (url === '') return undefined
  const media = mediaType(text(node, 'dcat:mediaType', 'dct:mediaType'))
  const size = Number(text(node, 'dcat:byteSize', 'dcat:size'))
  const said: Readonly<Record<string, string>> = {
    mimetype: media,
    access_url: access,
    download_url: download,
    license: text(node, 'dct:license'),
    rights: label(node, 'dct:rights'),
    status: text(node, 'adms:status'),
    issued: text(node, 'dct:issued'),
    modified: text(node, 'dct:modified'),
    conforms_to: texts(node, 'dct:conformsTo').join(', '),
    language: texts(node, 'dct:language').join(', '),
    documentation: texts(node, 'foaf:page').join(', '),
  }
  return {
    url,
    name: text(node, 'dct:title') || (url.split(/[?#]/)[0]?.split('/').at(-1) ?? ''),
    description: text(node, 'dct:description'),
    format: formatOf(label(node, 'dct:format'), media),
    ...(Number.isInteger(size) && size > 0 ? { size } : {}),
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== '')),
  }
}

import mediaTypes from './media-types.json' with { type: 'json' }

/** Compressed forms: what counts is the file inside. */
const ENCODINGS = new Set(['gz', 'Z', 'bz2', 'xz', 'br'])
const TAR_SUFFIXES = new Set(['tgz', 'taz', 'tz', 'tbz2', 'txz'])

/** A site's address without a path, or a bare host name: its top-level domain is no extension. */
const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*|www\.[^/?#]*)$/i

const types: Readonly<Record<string, string>> = mediaTypes

function splitExtension(name: string): [string, string] {
  const dot = name.lastIndexOf('.')
  // Leading dots belong to the name (`.htaccess` has no extension).
  return dot > 0 && /[^.]/.test(name.slice(0, dot)) ? [name.slice(0, dot), name.slice(dot + 1)] : [name, '']
}

/** The media type that an address or file name suggests by its extension, as Python's mimetypes on Debian; undefined: none. */
export function guessMimetype(address: string): string | undefined {
  if (HOST.test(address)) return undefined
  const [base, extension] = splitExtension(address.slice(address.lastIndexOf('/') + 1))
  if (TAR_SUFFIXES.has(extension.toLowerCase())) return types['tar']
  const last = ENCODINGS.has(extension) ? splitExtension(base)[1] : extension
  if (last === '') return undefined
  const exact = Object.hasOwn(types, last) ? types[last] : undefined
  const lower = last.toLowerCase()
  return exact ?? (Object.hasOwn(types, lower) ? types[lower] : undefined)
}

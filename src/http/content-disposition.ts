const TOKEN = /^[\w!#$&+^`|~.-]+$/

/** `inline; filename=a.csv` with any name (RFC 6266): quoted where it must be, in UTF-8 where it is not ASCII. */
export function contentDisposition(kind: 'inline' | 'attachment', filename: string): string {
  if (filename === '') return kind
  if (TOKEN.test(filename)) return `${kind}; filename=${filename}`
  const ascii = filename.replace(/[^\x20-\x7e]/g, '').replace(/["\\]/g, '\\$&')
  if (/^[\x20-\x7e]*$/.test(filename)) return `${kind}; filename="${ascii}"`
  const encoded = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

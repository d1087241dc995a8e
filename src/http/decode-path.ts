import { unescape } from 'node:querystring'

/** A percent-encoded part of a path as text; broken escapes stay as they are, broken UTF-8 becomes U+FFFD. */
export const decodePath = (part: string): string => (part.includes('%') ? unescape(part) : part)

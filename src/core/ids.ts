import { randomUUID } from 'node:crypto'

let latest = 0
let sequence = 0

/** Milliseconds and a number inside them that only grow, also when the clock is set back. */
function nextMoment(): { readonly milliseconds: number; readonly number: number } {
  const now = Date.now()
  if (now > latest) {
    latest = now
    sequence = 0
  } else if (++sequence > 0xfff) {
    latest++
    sequence = 0
  }
  return { milliseconds: latest, number: sequence }
}

/**
 * A new id: a UUID in lower case, as CKAN's are, but of version 7 (RFC 9562, 5.7: time first, then a counter, then 62
 * random bits). Ids made together lie together in every index, so that a write touches few of the database's pages.
 * No secret: take `randomUUID` where an id must not be guessed.
 */
export function newId(): string {
  const { milliseconds, number } = nextMoment()
  const time = milliseconds.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${number.toString(16).padStart(3, '0')}${randomUUID().slice(18)}`
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i

/** Whether CKAN takes the text as an id that a caller may choose; hyphens may be missing. */
export const isUuid = (text: string): boolean => UUID.test(text)

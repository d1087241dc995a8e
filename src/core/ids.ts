import { randomUUID } from 'node:crypto'

/** A new id, as CKAN makes them: a random UUID in lower case. */
export const newId = (): string => randomUUID()

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i

/** Whether CKAN takes the text as an id that a caller may choose; hyphens may be missing. */
export const isUuid = (text: string): boolean => UUID.test(text)

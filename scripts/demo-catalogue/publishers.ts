import type { JsonObject, JsonValue } from '../../src/core/json.ts'
import { textOf } from './shape.ts'

/** Mail boxes of offices. Addresses that name a person are left out of the demonstration catalogue. */
const OFFICE_BOX =
  /^(accountspayable|api|briefkasten|einwohner|foi\.mailbox|info|landeswahlleiterin|onlineredaktion|open-ouvert|opendata|presseamt|rbs|sekretariat|web-pressestelle|webmaster)@/i
const OFFICE =
  /\b(accounts payable|amt|anstalt|bezirksamt|büro|city council|gmbh|offene daten|pressestelle|senatsverwaltung|stadt|stadtwerke|vbb)\b/i

const officeBox = (value: JsonValue | undefined): string | undefined => {
  const address = textOf(value).replace(/^\ufeff/, '')
  return OFFICE_BOX.test(address) ? address : undefined
}

const office = (value: JsonValue | undefined): string | undefined => {
  const name = textOf(value)
  return OFFICE.test(name) ? name : undefined
}

/** Author and maintainer of a dataset as far as they are offices; `fallback` is the organization's title. */
export function publishers(record: JsonObject, fallback: string) {
  const authorEmail = officeBox(record.author_email)
  const maintainer = office(record.maintainer)
  const maintainerEmail = officeBox(record.maintainer_email)
  return {
    author: office(record.author) ?? fallback,
    ...(authorEmail === undefined ? {} : { author_email: authorEmail }),
    ...(maintainer === undefined ? {} : { maintainer }),
    ...(maintainerEmail === undefined ? {} : { maintainer_email: maintainerEmail }),
  }
}

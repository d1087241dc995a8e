const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i

/** A span of time, milliseconds since 1970; both ends belong to it. */
export interface IsoInterval {
  readonly first: number
  readonly last: number
}

const utc = (year: number, month: number, day: number): number => {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return date.getTime()
}

/**
 * The time that an ISO 8601 text stands for: a whole year, month or day, a minute, or a point in time. Without a zone it is UTC.
 * @returns `undefined` for any other text
 */
export function isoInterval(text: string): IsoInterval | undefined {
  const found = ISO.exec(text.trim())
  if (!found) return undefined
  const [, year = '', month, day, hour, minute, second, fraction = '', zone = 'Z'] = found
  const start = utc(Number(year), Number(month ?? 1) - 1, Number(day ?? 1))
  const date = new Date(start)
  if (date.getUTCMonth() !== Number(month ?? 1) - 1 || date.getUTCDate() !== Number(day ?? 1))
    return undefined
  if (hour === undefined || minute === undefined) {
    const end =
      month === undefined
        ? utc(Number(year) + 1, 0, 1)
        : day === undefined
          ? utc(Number(year), Number(month), 1)
          : start + 86_400_000
    return { first: start, last: end - 1 }
  }
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second ?? 0) > 60) return undefined
  const sign = zone.startsWith('-') ? 1 : -1
  const offset = /\d/.test(zone) ? sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) : 0
  const clock = (Number(hour) * 60 + Number(minute) + offset) * 60_000 + Number(second ?? 0) * 1000
  const first = start + clock + Number(fraction.padEnd(3, '0').slice(0, 3))
  return { first, last: second === undefined ? first + 59_999 : first }
}

let last = 0

/** Now in microseconds since 1970. Never the same twice in one process, so that the order of times is the order of events. */
export function nowMicros(): number {
  const micros = Date.now() * 1000 + (Math.floor(performance.now() * 1000) % 1000)
  last = micros <= last ? last + 1 : micros
  return last
}

/** Now, as CKAN writes times: UTC without a zone, six digits of microseconds (`2026-11-23T08:42:24.719481`). */
export const now = (): string => timeText(nowMicros())

/** Most times that are written are of one second. */
let written = { second: 0, text: '1970-01-01T00:00:00' }

/** Microseconds since 1970 as CKAN's text; whole seconds have no fraction (Python's isoformat). */
export function timeText(micros: number): string {
  const second = Math.floor(micros / 1_000_000)
  if (second !== written.second)
    written = { second, text: new Date(second * 1000).toISOString().slice(0, -5) }
  const rest = micros - second * 1_000_000
  return rest === 0 ? written.text : `${written.text}.${String(rest).padStart(6, '0')}`
}

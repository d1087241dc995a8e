let last = 0

/** Now in microseconds since 1970. Never the same twice in one process, so that the order of times is the order of events. */
export function nowMicros(): number {
  const micros = Date.now() * 1000 + (Math.floor(performance.now() * 1000) % 1000)
  last = micros <= last ? last + 1 : micros
  return last
}

/** Now, as CKAN writes times: UTC without a zone, six digits of microseconds (`2026-11-23T08:42:24.719481`). */
export const now = (): string => timeText(nowMicros())

/** Microseconds since 1970 as CKAN's text; whole seconds have no fraction (Python's isoformat). */
export function timeText(micros: number): string {
  const millis = Math.floor(micros / 1000)
  const text = new Date(millis).toISOString().slice(0, -1)
  if (micros % 1_000_000 === 0) return text.slice(0, 19)
  return text + String(micros - millis * 1000).padStart(3, '0')
}

const ANY = Symbol('any')
const RUN = Symbol('run')

/** A pattern piece: a character as it is, `ANY` one character, `RUN` any number of them. */
export type GlobPart = string | typeof ANY | typeof RUN

/** Reads `*` and `?`; a backslash keeps the next character; `write` is applied to what stays as it is. */
export function readGlob(pattern: string, write: (text: string) => string): GlobPart[] {
  return [...pattern.matchAll(/\\([^])|(\*+)|(\?)|([^*?\\]+)/gu)].flatMap(
    ([, escaped, run, any, plain]): GlobPart[] => {
      if (run !== undefined) return [RUN]
      if (any !== undefined) return [ANY]
      return Array.from(write(escaped ?? plain ?? ''))
    },
  )
}

/** Whether a text has the pattern from end to end. Goes back only to the last `*`: no text takes exponential time. */
export function globMatcher(parts: readonly GlobPart[]): (text: string) => boolean {
  return (text) => {
    const letters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : text
    let at = 0
    let part = 0
    let runPart = -1
    let runAt = 0
    while (at < letters.length) {
      const wanted = parts[part]
      if (wanted === RUN) {
        runPart = part++
        runAt = at
      } else if (wanted !== undefined && (wanted === ANY || wanted === letters[at])) {
        part++
        at++
      } else if (runPart >= 0) {
        part = runPart + 1
        at = ++runAt
      } else return false
    }
    while (parts[part] === RUN) part++
    return part === parts.length
  }
}

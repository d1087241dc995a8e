export interface Terminal {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (text: string) => unknown
}

export interface Progress {
  readonly start: (totalBytes: number | undefined) => void
  readonly bytes: (count: number) => void
  readonly record: () => void
  /** Writes a whole line above the bar. */
  readonly line: (text: string) => void
  readonly end: () => void
}

const BAR = 24
/** Milliseconds between two drawings, on a terminal and elsewhere. */
const REDRAW = 100
const PLAIN_LINE = 10_000

const number = (count: number): string => count.toLocaleString('en-GB')

function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return whole < 60 ? `${String(whole)} s` : `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`
}

/** Shows how far loading is: a bar with rate and time left on a terminal, a plain line now and then elsewhere. */
export function progressBar(terminal: Terminal, clock: () => number = () => performance.now()): Progress {
  let total: number | undefined
  let taken = 0
  let records = 0
  let started = clock()
  let drawn = started
  const isTerminal = terminal.isTTY === true

  const text = (): string => {
    const seconds = (clock() - started) / 1000
    const rate = seconds > 0 ? records / seconds : 0
    const part = total !== undefined && total > 0 ? Math.min(1, taken / total) : undefined
    const figures = `${number(records)} records, ${number(Math.round(rate))}/s`
    if (part === undefined) return figures
    const left = part > 0 ? `, ${duration((seconds / part) * (1 - part))} left` : ''
    const filled = Math.round(part * BAR)
    const bar = isTerminal ? `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ` : ''
    return `${bar}${String(Math.round(part * 100))} %  ${figures}${left}`
  }
  const clear = (): void => {
    if (isTerminal) terminal.write('\r\u001b[K')
  }
  const draw = (): void => {
    const now = clock()
    if (now - drawn < (isTerminal ? REDRAW : PLAIN_LINE)) return
    drawn = now
    clear()
    terminal.write(isTerminal ? text().slice(0, (terminal.columns ?? 80) - 1) : `${text()}\n`)
  }
  return {
    start: (totalBytes) => {
      total = totalBytes
      taken = 0
      records = 0
      started = clock()
      drawn = started
    },
    bytes: (count) => {
      taken += count
    },
    record: () => {
      records += 1
      draw()
    },
    line: (message) => {
      clear()
      terminal.write(`${message}\n`)
    },
    end: clear,
  }
}

/** One line of JSON to standard error; line ends and escape codes come out escaped. */
export function logLine(level: 'error' | 'warning' | 'info', message: string, more: object = {}): void {
  const line = { time: new Date().toISOString(), level, message, ...more }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

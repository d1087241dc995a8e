/** One line of JSON to standard error: what went wrong and where. Line ends and escape codes come out escaped. */
export function logFault(error: unknown, request: { readonly method: string; readonly path: string }): void {
  const fault: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error))
  const { message, stack, code } = fault
  const line = { time: new Date().toISOString(), level: 'error', ...request, message, code, stack }
  // Query strings and headers may hold tokens: they are left out.
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

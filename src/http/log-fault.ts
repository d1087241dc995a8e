/** One line of JSON to standard error: what went wrong and where. Line ends and escape codes come out escaped. */
export function logFault(error: unknown, request: { readonly method: string; readonly path: string }): void {
  // Errors of native code may come from another realm, where they are no `Error` of ours.
  const isFault = typeof error === 'object' && error !== null && 'message' in error
  const fault = isFault ? (error as NodeJS.ErrnoException) : new Error(String(error))
  const { message, stack, code }: NodeJS.ErrnoException = fault
  const line = { time: new Date().toISOString(), level: 'error', ...request, message, code, stack }
  // Query strings and headers may hold tokens: they are left out.
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

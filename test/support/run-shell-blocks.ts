import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { ShellBlock } from './readme-blocks.ts'

/**
 * What a page's commands mean here: `npx ckanister` and `npm start` run the program given; a command that serves goes
 * to the background, in place of the one before, and the next command waits until it answers. curl fails on an error.
 */
const PREAMBLE = `
set -euo pipefail
server=
stop_server() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" || true; server=; fi
}
trap stop_server EXIT
curl() { command curl --silent --show-error --fail-with-body --max-time 20 "$@"; }
serve() {
  stop_server
  "$NODE" "$PROGRAM" "$@" &
  server=$!
  for _ in $(seq 200); do
    if command curl --silent --output /dev/null "http://127.0.0.1:$CKANISTER__PORT/api/3"; then return 0; fi
    if ! kill -0 "$server" 2>/dev/null; then echo 'the server ended' >&2; return 1; fi
    sleep 0.1
  done
  echo 'the server does not answer' >&2
  return 1
}
ckanister() { case "\${1:-}" in serve | start) serve "$@" ;; *) "$NODE" "$PROGRAM" "$@" ;; esac; }
npx() {
  if [ "$1" != ckanister ]; then echo "npx $1 is not known to this test" >&2; return 1; fi
  shift
  ckanister "$@"
}
npm() {
  if [ "$1" != start ]; then echo "npm $1 is not known to this test" >&2; return 1; fi
  shift
  ckanister start "$@"
}
`

/** What became of one block: whether all its commands ended well, and what was printed meanwhile. */
export interface BlockOutcome {
  readonly ended: boolean
  readonly output: string
}

/**
 * Runs blocks one after the other in one shell, so that a variable set in one is known in the next, and stops at the
 * first that fails. `localhost:5000` in the commands becomes the port given.
 */
export async function runShellBlocks(
  blocks: readonly ShellBlock[],
  { folder, program, port }: { readonly folder: string; readonly program: string; readonly port: number },
): Promise<readonly BlockOutcome[]> {
  const marked = blocks.map(
    ({ commands }, index) =>
      `echo '::begin ${String(index)}'\n${commands.replaceAll('localhost:5000', `localhost:${String(port)}`)}\necho '::end ${String(index)}'\n`,
  )
  const shell = spawn('bash', ['-c', `exec 2>&1\n${PREAMBLE}\n${marked.join('')}`], {
    cwd: folder,
    env: { ...process.env, NODE: process.execPath, PROGRAM: program, CKANISTER__PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  shell.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(shell, 'close')
  return blocks.map((_, index) => {
    const begin = output.indexOf(`::begin ${String(index)}\n`)
    const end = output.indexOf(`::end ${String(index)}\n`)
    if (begin < 0) return { ended: false, output: 'not reached: a block before it failed' }
    return { ended: end >= 0, output: output.slice(begin, end < 0 ? undefined : end) }
  })
}

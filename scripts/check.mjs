// `npm run check [-- name…]`: everything that can be said about the code without running it, two tools at a time.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureInstalled, root } from './ensure-installed.mjs'

const CHECKS = {
  // No cache: it looks at one file's text, the typed rules at other files' types too.
  lint: ['eslint', '--max-warnings=0', '.'],
  types: ['tsc', '--noEmit', '-p', '.'],
  boundaries: ['depcruise', '--config', '.dependency-cruiser.mjs', 'src'],
  unused: ['knip'],
  format: ['prettier', '--check', '--log-level=warn', '.'],
  generated: ['node', 'scripts/generate.ts', '--check'],
}

ensureInstalled({ development: true })
const bin = path.join(root, 'node_modules', '.bin')
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` }

/** Runs one tool; gives whether it was content. Its output is printed only when it was not. */
function runCheck(name) {
  const [command, ...args] = CHECKS[name]
  const started = performance.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => (output += `${error.message}\n`))
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      process.stdout.write(
        `${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n${code === 0 ? '' : output}`,
      )
      resolve(code === 0)
    })
  })
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in CHECKS))
if (unknown.length > 0) {
  process.stderr.write(`No such check: ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(', ')}\n`)
  process.exit(2)
}

const waiting = asked.length > 0 ? asked : Object.keys(CHECKS)
const results = []
const worker = async () => {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
    results.push(await runCheck(name))
}
await Promise.all([worker(), worker()])
const failed = results.filter((content) => !content).length
process.stdout.write(`checks: ${results.length - failed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0

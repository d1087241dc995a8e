#!/usr/bin/env node
/**
 * What `npx ckanister` runs, on Node 20 or newer. The program itself needs Node 22.18 (better-sqlite3, type
 * stripping): an older Node hands over to the one that the npm package `node` brought along. In the repository
 * src/main.ts runs as it is, in a packed install dist/main.js.
 */
import { existsSync } from 'node:fs'
import module from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(fileURLToPath(import.meta.url), '../..')

/** @param {string} version as in `process.versions.node` */
function canRunProgram(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major >= 24 || (major === 22 && minor >= 18)
}

/** The Node of the npm package `node`, wherever npm has put it: beside this package, hoisted or nested. */
function bundledNode() {
  try {
    const folder = path.dirname(module.createRequire(import.meta.url).resolve('node/package.json'))
    return ['bin/node.exe', 'bin/node']
      .map((name) => path.join(folder, name))
      .find((file) => existsSync(file))
  } catch {
    return undefined
  }
}

async function runHere() {
  // In the package's own folder: a cache in the shared temporary folder could be planted by another user.
  module.enableCompileCache(path.join(root, '.cache', 'compile'))
  const source = path.join(root, 'src', 'main.ts')
  // Run by an older Node (below): end when that is killed, and with it the channel between the two.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel?.unref()
  const main = existsSync(source) ? source : path.join(root, 'dist', 'main.js')
  process.argv[1] = main
  await import(pathToFileURL(main).href)
}

/** @param {string} node */
async function runWith(node) {
  const { spawn } = await import('node:child_process')
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C on a terminal reaches the child by itself: it is in the same process group.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    process.stderr.write(`ckanister: cannot run ${node}: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 1
      return
    }
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

if (canRunProgram(process.versions.node)) {
  await runHere()
} else {
  const node = bundledNode()
  if (node === undefined) {
    process.stderr.write(
      `ckanister needs Node 22.18 or newer and this is ${process.versions.node}. Its dependency "node" brings one, ` +
        'but its install script did not run: try `npm rebuild node`, or update Node.\n',
    )
    process.exitCode = 1
  } else {
    await runWith(node)
  }
}

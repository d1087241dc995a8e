import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The repository's folder. */
export const root = path.resolve(import.meta.dirname, '..')

/** @param {string} file */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes what it installed to
 * node_modules/.package-lock.json; optional packages (other platforms' binaries) may be missing there.
 *
 * @param {boolean} development whether packages needed only for development must be there too
 */
function isInstalled(development) {
  const installed = lockedPackages('node_modules/.package-lock.json')
  if (installed === undefined) return false
  return Object.entries(lockedPackages('package-lock.json')).every(([place, wanted]) => {
    if (place === '' || wanted.link || wanted.optional || wanted.devOptional) return true
    if (wanted.dev && !development) return true
    return installed[place]?.version === wanted.version && installed[place]?.integrity === wanted.integrity
  })
}

/**
 * Runs `npm ci` when node_modules is absent or older than the lockfile; ends the process when that fails.
 *
 * @param {{ development: boolean }} options
 */
export function ensureInstalled({ development }) {
  if (isInstalled(development)) return
  process.stderr.write('Installing dependencies (npm ci) …\n')
  const options = { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }
  const { status, error } = spawnSync('npm', ['ci', '--loglevel=error'], options)
  if (status === 0) return
  process.stderr.write(`npm ci failed${error ? `: ${error.message}` : ''}\n`)
  process.exit(status ?? 1)
}

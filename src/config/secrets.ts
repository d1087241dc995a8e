import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseIni } from './parse-ini.ts'

const HEADING = `# Configuration of this site: CKAN's options, one a line. See docs/configuration.md.
# Keep this file to yourself: who has its secrets can make tokens.
[app:main]
`

/**
 * Makes the data folder and, where `<data>/ckan.ini` has none, the secrets in it: 32 random bytes each. The file is
 * readable by its owner alone.
 *
 * @returns whether something was written
 */
export function ensureSecrets(dataFolder: string): boolean {
  mkdirSync(dataFolder, { recursive: true })
  const file = join(dataFolder, 'ckan.ini')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const known = parseIni(text, file)
  const missing = [
    ['SECRET_KEY', ''],
    ['api_token.jwt.encode.secret', 'string:'],
  ].filter(([name]) => !known.get(name ?? ''))
  if (missing.length === 0) return false
  const lines = missing.map(
    ([name, prefix]) => `${name ?? ''} = ${prefix ?? ''}${randomBytes(32).toString('base64url')}\n`,
  )
  const descriptor = openSync(file, 'a', 0o600)
  try {
    const start = text === '' ? HEADING : text.endsWith('\n') ? '' : '\n'
    // An existing file may end in another program's section.
    const section = text !== '' && /^\[(?!app:main\])/m.test(text) ? '[app:main]\n' : ''
    writeSync(descriptor, start + section + lines.join(''))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  return true
}

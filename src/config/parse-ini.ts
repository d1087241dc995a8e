import { ConfigError } from './config-error.ts'

/** Sections whose options are the site's; others (server, logging) belong to other programs. */
const OURS = new Set(['', 'DEFAULT', 'app:main'])
const SECTION = /^\[([^\]]*)\]\s*$/
const OPTION = /^([^=:\s][^=:]*?)\s*[=:]\s*(.*)$/

/**
 * Options of a ckan.ini: Python's configparser syntax with comments on lines of their own and indented continuation
 * lines. Options of `[DEFAULT]` and `[app:main]` are returned, name → text as written.
 *
 * @throws ConfigError naming the line that can't be read
 */
export function parseIni(text: string, file: string): Map<string, string> {
  const options = new Map<string, string>()
  let section = ''
  let last: string | undefined
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue
    if (/^\s/.test(line) && last !== undefined) {
      options.set(last, `${options.get(last) ?? ''}\n${trimmed}`.trim())
      continue
    }
    const heading = SECTION.exec(trimmed)
    if (heading) {
      section = heading[1] ?? ''
      last = undefined
      continue
    }
    if (!OURS.has(section)) continue
    const option = OPTION.exec(trimmed)
    if (!option) {
      throw new ConfigError(
        `${file}, line ${String(index + 1)}: expected "option = value", found "${trimmed}".`,
      )
    }
    last = option[1] ?? ''
    options.set(last, option[2] ?? '')
  }
  return options
}

import { ConfigError } from './config-error.ts'

/**
 * Replaces `%(name)s` by the value of another option, `%(here)s` by the folder of the file, `%%` by `%`, as Python's
 * configparser does.
 *
 * @throws ConfigError for a name that nobody knows, or names that contain each other
 */
export function interpolate(
  text: string,
  lookUp: (name: string) => string | undefined,
  where: string,
  depth = 0,
): string {
  if (!text.includes('%')) return text
  if (depth > 10) throw new ConfigError(`${where}: %(…)s goes round in circles.`)
  return text.replace(/%%|%\(([^)]*)\)s/g, (whole, name: string | undefined) => {
    if (name === undefined) return whole === '%%' ? '%' : whole
    const value = lookUp(name)
    if (value === undefined) throw new ConfigError(`${where}: %(${name})s names no option.`)
    return interpolate(value, lookUp, where, depth + 1)
  })
}

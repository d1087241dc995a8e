import type { Params } from '../core/params.ts'

/**
 * Reads `citation-0-page` and the like, as forms send lists of objects, into lists; a list that is there already wins.
 * What stands between the dashes only tells the objects apart.
 */
export function expandComposites(params: Params, names: readonly string[]): Params {
  const wanted = new Set(names.filter((name) => !Object.hasOwn(params, name)))
  if (wanted.size === 0) return params
  const lists = new Map<string, Map<string, Record<string, unknown>>>()
  const rest: Record<string, unknown> = { ...params }
  for (const key of Object.keys(params).sort()) {
    const [name = '', index, ...parts] = key.split('-')
    if (index === undefined || parts.length === 0 || !wanted.has(name)) continue
    const objects = lists.get(name) ?? new Map<string, Record<string, unknown>>()
    const object = objects.get(index) ?? {}
    lists.set(name, objects.set(index, object))
    object[parts.join('-')] = params[key]
    Reflect.deleteProperty(rest, key)
  }
  for (const [name, objects] of lists) rest[name] = [...objects.values()]
  return rest
}

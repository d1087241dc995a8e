import type { FieldErrors } from '../../core/errors.ts'
import type { JsonObject } from '../../core/json.ts'

/** Fields whose value can be left out when CKAN refuses it. */
const OPTIONAL = ['id', 'size', 'created', 'last_modified', 'cache_last_updated']

export interface MendedResources {
  readonly resources: readonly JsonObject[]
  readonly notes: readonly string[]
}

/** Resources without the ids, sizes and dates that CKAN refuses. */
export function mendResources(
  resources: readonly JsonObject[],
  errors: FieldErrors | undefined,
): MendedResources {
  const notes: string[] = []
  const given = resources.filter((resource) => Object.keys(resource).length > 0)
  const mended = given.map((resource, index) => {
    const refused = typeof errors === 'string' ? undefined : errors?.[index]
    if (typeof refused !== 'object') return resource
    const wrong = OPTIONAL.filter((key) => key in refused)
    for (const key of wrong) {
      notes.push(`resource ${String(index + 1)}: ${key} ${JSON.stringify(resource[key] ?? null)} left out`)
    }
    return Object.fromEntries(Object.entries(resource).filter(([key]) => !wrong.includes(key)))
  })
  return { resources: mended, notes }
}

import type { ErrorDict, FieldErrors } from '../../core/errors.ts'
import type { JsonObject } from '../../core/json.ts'

export interface MendedExtras {
  readonly extras: readonly JsonObject[]
  readonly notes: readonly string[]
}

const errorsAt = (errors: FieldErrors | undefined, index: number): ErrorDict => {
  const item = typeof errors === 'string' ? undefined : errors?.[index]
  return typeof item === 'object' ? item : {}
}

/**
 * Extras that CKAN accepts: one called like a field of CKAN's own gets another name, one without a key is left out, one
 * without a value becomes empty, and of several with one key the first stays.
 *
 * @param errors CKAN's errors of each extra
 */
export function mendExtras(extras: readonly JsonObject[], errors: FieldErrors | undefined): MendedExtras {
  const notes: string[] = []
  const keys = new Set<string>()
  const named = extras.filter((extra) => Object.keys(extra).length > 0)
  const mended = named.flatMap((extra, index): readonly JsonObject[] => {
    const refused = errorsAt(errors, index)
    const given = typeof extra.key === 'string' ? extra.key : ''
    if (given === '') {
      notes.push('an extra without a key: left out')
      return []
    }
    const key = 'key' in refused ? `original_${given}` : given
    if (key !== given) notes.push(`extra "${given}": now "${key}", as a field of CKAN has this name`)
    if (keys.has(key)) {
      notes.push(`extra "${key}": left out, as there is another one`)
      return []
    }
    keys.add(key)
    return [{ ...extra, key, ...('value' in refused ? { value: '' } : {}) }]
  })
  return { extras: mended, notes }
}

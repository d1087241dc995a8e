import { NotFound } from '../core/errors.ts'
import type { Params } from '../core/params.ts'
import { required } from '../kernel/required.ts'
import type { Schemes } from '../scheming/scheming.ts'
import { isFalsy } from '../validation/rules/presence.ts'

/**
 * The schema of a type: what `scheming_*_schema_show` answer.
 *
 * @throws ValidationError without a type, NotFound for one that has none
 */
export function shownScheme(schemes: Schemes, params: Params): unknown {
  const type = required(params, 'type')
  const scheme = typeof type === 'string' ? schemes.get(type) : undefined
  if (!scheme) throw new NotFound()
  const { expanded = true } = params
  return isFalsy(expanded) ? scheme.source : scheme.expanded
}

import type { Scheming, Schemes } from '../scheming/scheming.ts'
import { actionSchema } from './action-schema.ts'
import { shapedSchema } from './shaped-schema.ts'

/**
 * Makes the rules of all fields that a site declares once, so that a mistake stops the start and no request.
 *
 * @throws ConfigError for a validator that is not known
 */
export function checkSchemes(scheming: Scheming): void {
  const check = (schemes: Schemes, noun: string, actions: readonly string[]): void => {
    for (const type of schemes.keys()) {
      for (const action of actions) {
        const base = actionSchema(noun, action)
        if (base) shapedSchema(base, scheming, action, type)
      }
    }
  }
  check(scheming.datasets, 'package', ['package_create', 'package_update'])
  check(scheming.organizations, 'organization', ['organization_create', 'organization_update'])
  check(scheming.groups, 'group', ['group_create', 'group_update'])
}

import type { Config } from '../../config/config.ts'
import { ValidationError } from '../../core/errors.ts'

/**
 * Roles that a collaborator may have.
 *
 * @throws ValidationError `<name> must be one of …` for any other
 */
export function requireCapacity(config: Config, capacity: unknown, name: 'Role' | 'Capacity'): string {
  const allowed = config['ckan.auth.allow_admin_collaborators']
    ? ['admin', 'editor', 'member']
    : ['editor', 'member']
  if (typeof capacity === 'string' && allowed.includes(capacity)) return capacity
  throw new ValidationError(`${name} must be one of "${allowed.join(', ')}"`)
}

/** @throws ValidationError unless `ckan.auth.allow_dataset_collaborators` is on */
export function requireCollaboratorsEnabled(config: Config): void {
  if (!config['ckan.auth.allow_dataset_collaborators']) {
    throw new ValidationError('Dataset collaborators not enabled')
  }
}

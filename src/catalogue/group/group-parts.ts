import type { Config } from '../../config/config.ts'
import type { Params } from '../../core/params.ts'
import { flagOf } from './flag-of.ts'
import type { GroupParts } from './show-group.ts'

/** package_search's default number of rows: so many datasets come with a group. */
const DATASETS = 10

/** Whether a caller of organization_show or group_show asks for the users. */
export const asksForUsers = (config: Config, params: Params): boolean =>
  flagOf(params, 'include_users', config['ckan.auth.public_user_details'])

/** What organization_show and group_show answer. @throws ValidationError for a flag that is none */
export function partsOfShow(config: Config, params: Params): GroupParts {
  const datasets = flagOf(params, 'include_datasets', false)
  return {
    datasets: datasets ? DATASETS : undefined,
    datasetCount: flagOf(params, 'include_dataset_count', true) || datasets,
    extras: flagOf(params, 'include_extras', true),
    users: asksForUsers(config, params),
    groups: flagOf(params, 'include_groups', true) ? 'names' : undefined,
    tags: flagOf(params, 'include_tags', true),
    followers: flagOf(params, 'include_followers', true) ? 'count' : 'zero',
    memberCount: flagOf(params, 'include_member_count', false),
  }
}

/** What organization_list and group_list with `all_fields` answer of each. @throws ValidationError */
export const partsOfList = (params: Params): GroupParts => ({
  datasets: flagOf(params, 'include_datasets', false) ? DATASETS : undefined,
  datasetCount: flagOf(params, 'include_dataset_count', true),
  extras: flagOf(params, 'include_extras', false),
  users: flagOf(params, 'include_users', false),
  groups: flagOf(params, 'include_groups', false) ? 'names' : undefined,
  tags: flagOf(params, 'include_tags', false),
  followers: flagOf(params, 'include_followers', false) ? 'count' : 'zero',
  memberCount: flagOf(params, 'include_member_count', false),
})

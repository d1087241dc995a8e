import { PROBES } from './probes/all.ts'
import { datastoreProbes } from './probes/datastore.ts'
import type { Probe } from './probe.ts'
import type { WorldOptions } from './world.ts'

/** The switches of a site, and what is asked there. */
export interface Setting extends WorldOptions {
  readonly options: Readonly<Record<string, boolean>>
  readonly probes: readonly Probe[]
}

/** The probes whose action fits, of datasets only those in these states. */
const where = (pattern: RegExp, states: readonly string[], probes = PROBES): readonly Probe[] =>
  probes
    .filter(({ action }) => pattern.test(action))
    .map((probe) => {
      if (probe.kind !== 'dataset') return probe
      return { ...probe, states: states.filter((state) => probe.states?.includes(state) ?? true) }
    })

/** Each setting names all of the switches that others turn. */
const DEFAULTS = {
  'ckan.auth.allow_dataset_collaborators': false,
  'ckan.auth.allow_admin_collaborators': false,
  'ckan.auth.allow_collaborators_to_change_owner_org': false,
  'ckan.auth.create_unowned_dataset': false,
  'ckan.auth.create_user_via_api': false,
  'ckan.auth.public_user_details': true,
  'ckan.auth.public_activity_stream_detail': false,
  'ckan.auth.user_create_groups': true,
  'ckan.auth.user_create_organizations': true,
  'ckan.auth.user_delete_groups': true,
  'ckan.auth.user_delete_organizations': true,
}
const COLLABORATORS = {
  'ckan.auth.allow_dataset_collaborators': true,
  'ckan.auth.allow_admin_collaborators': true,
}

export const SETTINGS: Readonly<Record<string, Setting>> = {
  /** Everything is asked here. */
  collaborators: {
    options: { ...DEFAULTS, ...COLLABORATORS },
    hasCollaborators: true,
    hasAuthors: false,
    probes: PROBES,
  },
  /** Datasets need no organization, and what else can be opened is open. */
  open: {
    options: {
      ...DEFAULTS,
      ...COLLABORATORS,
      'ckan.auth.allow_collaborators_to_change_owner_org': true,
      'ckan.auth.create_unowned_dataset': true,
      'ckan.auth.create_user_via_api': true,
      'ckan.auth.public_activity_stream_detail': true,
    },
    hasCollaborators: true,
    hasAuthors: true,
    probes: where(
      /^(package|resource|dataset|bulk|activity|organization_delete|organization_purge|user_create)/,
      ['public', 'private', 'unowned', 'unowned-draft'],
    ),
  },
  /** No collaborators, no public users, groups only by sysadmins. */
  closed: {
    options: {
      ...DEFAULTS,
      'ckan.auth.public_user_details': false,
      'ckan.auth.user_create_groups': false,
      'ckan.auth.user_create_organizations': false,
      'ckan.auth.user_delete_groups': false,
      'ckan.auth.user_delete_organizations': false,
    },
    hasCollaborators: false,
    hasAuthors: false,
    probes: where(/^(package_(show|search|patch|collaborator)|group|organization|user|member|followee)/, [
      'private',
      'below',
      'missing',
    ]),
  },
  /** Every resource is a table. */
  datastore: {
    options: { ...DEFAULTS, ...COLLABORATORS },
    hasCollaborators: true,
    hasAuthors: false,
    hasTables: true,
    probes: where(
      /./,
      ['public', 'private', 'draft', 'deleted', 'elsewhere-private', 'unowned', 'missing'],
      datastoreProbes,
    ),
  },
}

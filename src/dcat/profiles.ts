import { ValidationError } from '../core/errors.ts'
import { croissant } from './profiles/croissant.ts'
import { dcatUs3 } from './profiles/dcat-us-3.ts'
import { euroDcatAp } from './profiles/euro-dcat-ap.ts'
import { schemaOrg } from './profiles/schema-org.ts'
import type { DescribeDataset } from './source.ts'

/** Profiles by ckanext-dcat's names. Those for scheming's shapes add nothing to a dataset of CKAN's own fields. */
const PROFILES: ReadonlyMap<string, DescribeDataset> = new Map([
  ['euro_dcat_ap', euroDcatAp(1)],
  ['euro_dcat_ap_2', euroDcatAp(2)],
  ['euro_dcat_ap_3', euroDcatAp(3)],
  ['euro_dcat_ap_scheming', () => undefined],
  ['dcat_us_3', dcatUs3],
  ['schemaorg', schemaOrg],
  ['croissant', croissant],
])

/**
 * The profiles of a parameter: names between commas, or a list; those of the site without.
 * @throws ValidationError for a name that is no profile
 */
export function readProfiles(given: unknown, standard: readonly string[]): readonly string[] {
  const asked = Array.isArray(given) ? given : typeof given === 'string' ? given.split(',') : []
  const names = asked.flatMap((name) => (typeof name === 'string' && name.trim() !== '' ? [name.trim()] : []))
  const chosen = names.length > 0 ? names : standard
  const unknown = chosen.find((name) => !PROFILES.has(name))
  if (unknown !== undefined)
    throw new ValidationError(
      `Unknown RDF profiles: ${unknown}. Known are: ${[...PROFILES.keys()].join(', ')}`,
    )
  return chosen
}

/** Describes a dataset by each of the profiles. */
export const describeBy =
  (names: readonly string[]): DescribeDataset =>
  (graph, source) => {
    for (const name of names) PROFILES.get(name)?.(graph, source)
  }

import type { Rule, RuleEntry } from './rule.ts'
import { activityRules } from './rules/activities.ts'
import { datastoreRules } from './rules/datastore.ts'
import { dateRules } from './rules/dates.ts'
import { groupRules } from './rules/groups.ts'
import { listRules } from './rules/lists.ts'
import { numberRules } from './rules/numbers.ts'
import { packageRules } from './rules/packages.ts'
import { presenceRules } from './rules/presence.ts'
import { resourceRules } from './rules/resources.ts'
import { tagRules } from './rules/tags.ts'
import { textRules } from './rules/texts.ts'
import { userRules } from './rules/users.ts'

const rules: Readonly<Record<string, RuleEntry>> = {
  ...presenceRules,
  ...textRules,
  ...numberRules,
  ...dateRules,
  ...listRules,
  ...tagRules,
  ...resourceRules,
  ...packageRules,
  ...groupRules,
  ...userRules,
  ...datastoreRules,
  ...activityRules,
}

/**
 * The rule that a schema calls so, `name` or `name(argument)`.
 *
 * @throws Error when there is none
 */
export function ruleNamed(text: string): Rule {
  const [, name = '', argument] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? []
  const entry = Object.hasOwn(rules, name) ? rules[name] : undefined
  if (entry === undefined) throw new Error(`A schema names the unknown rule ${text}`)
  return typeof entry === 'function' ? entry : entry.make(argument ?? '')
}

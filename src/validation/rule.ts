import type { Context } from '../kernel/context.ts'

/** What rules may look at besides their field. */
export interface Scope {
  readonly context: Context
  /** What the action's `find` gave: the stored dataset, group or user of an update. */
  readonly subject: unknown
}

/** One field while its rules run; a rule changes `value`, or adds to `errors`. */
export interface Field {
  readonly key: string
  /** `undefined`: absent. */
  value: unknown
  /** CKAN's sentences, in the order of the rules. */
  readonly errors: string[]
  /** The object that holds the field: values of fields whose rules ran before are already converted. */
  readonly siblings: Record<string, unknown>
  /** The whole parameters. */
  readonly root: Record<string, unknown>
  /** Errors of other fields of the same object, for the few rules that speak of another field. */
  readonly siblingErrors: Record<string, unknown>
}

/** `stop`: no further rules; `drop`: the field counts as absent, no further rules. Otherwise the next rule runs. */
export type Outcome = 'stop' | 'drop' | undefined

/**
 * A rule named in a schema's `validators`, as CKAN names it. Rules go on after an error unless they say stop, so one
 * field can have several messages (CKAN's navl).
 */
export type Rule = (field: Field, scope: Scope) => Outcome | Promise<Outcome>

/** A rule, or one that is made from the text between its parentheses: `default(10)`. */
export type RuleEntry = Rule | { readonly make: (argument: string) => Rule }

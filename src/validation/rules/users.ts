import type { RuleEntry } from '../rules.ts'

export const userRules: Readonly<Record<string, RuleEntry>> = {}

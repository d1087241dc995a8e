import type { RuleEntry } from '../rules.ts'

export const groupRules: Readonly<Record<string, RuleEntry>> = {}

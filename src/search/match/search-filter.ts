import { isoInterval } from '../../core/iso-interval.ts'
import type { SearchParameters, ValueRange } from '../door.ts'
import { fieldType } from '../field-types.ts'
import { looseDate } from '../document/loose-date.ts'
import { EVERYTHING, type Plan } from './plan.ts'
import { planFilter } from './plan-filter.ts'

/** One of the conditions that all hits have to meet. */
export interface SearchFilter {
  readonly plan: Plan
  /** Filters with the same key find the same; `undefined`: what it finds depends on the clock. */
  readonly key: string | undefined
}

function valueOf({ kind }: ValueRange, text: string, now: Date): number {
  const time = isoInterval(text)?.first
  if (kind === 'date') return time ?? Date.parse(looseDate(text, now) ?? '')
  const number = text.trim() === '' ? NaN : Number(text)
  // Of a date, the year counts: issued:[2015 TO 2020].
  return Number.isNaN(number) && time !== undefined ? new Date(time).getUTCFullYear() : number
}

/** A range of numbers in a field of dates: the years. */
function planYears({ field, low, high }: ValueRange): Plan {
  const start = (year: number): number => (Number.isFinite(year) ? Date.UTC(Math.ceil(year), 0) : year)
  return { kind: 'numberRange', field, low: start(low), high: start(Math.floor(high) + 1) - 1 }
}

function planRange(range: ValueRange, now: number): Plan {
  const { field, low, high } = range
  const { kind } = fieldType(field)
  if (kind === 'date' && range.kind === 'number') return planYears(range)
  if (kind === 'date' || kind === 'integer') return { kind: 'numberRange', field, low, high }
  const date = new Date(now)
  const test = (term: string): boolean => {
    const value = valueOf(range, term, date)
    return value >= low && value <= high
  }
  return { kind: 'termSet', field, prefix: '', test }
}

const labelsPlan = (labels: readonly string[]): Plan => ({
  kind: 'boolean',
  must: [],
  should: labels.map((term): Plan => ({ kind: 'term', field: 'permission_labels', term })),
  not: [],
  least: 1,
})

/** The filter that hides what the caller may not see. */
export const labelFilter = (labels: readonly string[]): SearchFilter => ({
  plan: labelsPlan(labels),
  key: `labels ${JSON.stringify(labels)}`,
})

/**
 * The filters that were asked for.
 * @throws SearchError for what Solr refuses
 */
export function searchFilters({ fq, ranges = [] }: SearchParameters, now: number): readonly SearchFilter[] {
  return [
    ...fq.map((text) => ({
      plan: planFilter(text, now),
      key: text.includes('NOW') ? undefined : `fq ${text}`,
    })),
    ...ranges.map((range) => ({
      plan: planRange(range, now),
      key: range.kind === 'date' ? undefined : `range ${JSON.stringify(range)}`,
    })),
  ]
}

/** Whether a plan asks for nothing but this field. */
function isOnly(plan: Plan, field: string): boolean {
  switch (plan.kind) {
    case 'term':
    case 'phrase':
    case 'termSet':
    case 'fuzzy':
    case 'exists':
    case 'numberRange':
    case 'piece':
      return plan.field === field
    case 'boost':
    case 'constant':
      return isOnly(plan.plan, field)
    case 'boolean':
      return [...plan.must, ...plan.should, ...plan.not].every((one) => isOnly(one, field))
    default:
      return false
  }
}

/** A filter without what it requires of one field: for counting that field's other values. */
export function withoutField(filter: SearchFilter, field: string): SearchFilter {
  const { plan } = filter
  if (isOnly(plan, field)) return { plan: EVERYTHING, key: 'fq *:*' }
  if (plan.kind !== 'boolean' || !plan.must.some((one) => isOnly(one, field))) return filter
  const must = plan.must.filter((one) => !isOnly(one, field))
  return {
    plan: { ...plan, must: must.length === 0 && plan.should.length === 0 ? [EVERYTHING] : must },
    key: filter.key === undefined ? undefined : `without ${field} ${filter.key}`,
  }
}

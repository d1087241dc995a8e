/** A number as Solr writes it: JSON knows no infinity. */
export function shownNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

/** How often a source is harvested, by the names that ckanext-harvest has; hourly is ours. In seconds. */
const SECONDS: Readonly<Record<string, number | undefined>> = {
  MANUAL: undefined,
  ALWAYS: 300,
  HOURLY: 3600,
  DAILY: 86_400,
  WEEKLY: 7 * 86_400,
  BIWEEKLY: 14 * 86_400,
  MONTHLY: 30 * 86_400,
}

export const FREQUENCIES: readonly string[] = Object.keys(SECONDS)

/** When a source is due again after a run that began now, in milliseconds since 1970; null: when somebody says so. */
export function nextRun(frequency: string, now: number): number | null {
  const seconds = SECONDS[frequency]
  return seconds === undefined ? null : now + seconds * 1000
}

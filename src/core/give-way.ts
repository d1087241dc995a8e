import { getPriority, setPriority } from 'node:os'

/** As nice as this: a tenth of a core's time where somebody else wants all of it. */
const PRIORITY = 10

/**
 * Lets those who answer requests come first: for work that nobody waits for at a page. On Linux it holds for the thread
 * that calls, and for those that it starts; elsewhere for the process.
 */
export function giveWay(): void {
  // Only a privileged user may take it back, so what was started as nicer stays so.
  if (getPriority() < PRIORITY) setPriority(PRIORITY)
}

import robotsParser from 'robots-parser'
import type { FetchedBytes } from '../fetch/fetch-bytes.ts'
import { FetchError } from '../fetch/fetch-error.ts'

// Its types speak of an ECMAScript module, which it is not: the import is the function itself.
const parseRobots = robotsParser as unknown as (typeof robotsParser)['default']

const AGENT = 'ckanister'
/** Seconds: nobody waits longer between two requests, whatever robots.txt asks for. */
const LONGEST_DELAY = 10

export interface RobotsRule {
  readonly isAllowed: boolean
  /** Seconds between two requests. */
  readonly delay: number
}

/** Asks the robots.txt of each server once (RFC 9309: without one, everything is allowed). */
export function createRobots(
  fetch: (address: string) => Promise<FetchedBytes>,
): (address: string) => Promise<RobotsRule> {
  const files = new Map<string, Promise<string>>()
  const read = async (address: string): Promise<string> => {
    try {
      return (await fetch(address)).bytes.toString('utf8')
    } catch (error) {
      if (error instanceof FetchError) return ''
      throw error
    }
  }
  return async (address) => {
    const file = new URL('/robots.txt', address).href
    const known = files.get(file) ?? read(file)
    files.set(file, known)
    const robots = parseRobots(file, await known)
    return {
      isAllowed: robots.isAllowed(address, AGENT) ?? true,
      delay: Math.min(robots.getCrawlDelay(AGENT) ?? 0, LONGEST_DELAY),
    }
  }
}

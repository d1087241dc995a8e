import type { SearchAnswer, SearchParameters } from './door.ts'

/** Answers to the questions of the present moment of the index: portals ask the same few over and over. */
export interface AnswerCache {
  /**
   * The answer given before at this moment, else that of `work`.
   * @param moment differs as soon as an answer may differ; older answers are forgotten
   */
  recall(moment: string, parameters: SearchParameters, work: () => SearchAnswer): SearchAnswer
}

const LONGEST_KEY = 4000
/** Ids and facet values, each some hundred bytes: of one answer, and of all. */
const LARGEST_ANSWER = 2500
const LARGEST_CACHE = 20_000

const sizeOf = ({ ids, facets }: SearchAnswer): number => {
  let size = 10 + ids.length
  for (const counts of facets.values()) size += counts.size
  return size
}

/** What does not depend on the clock, and is small; `undefined` where it is no use to keep an answer. */
function keyOf(parameters: SearchParameters): string | undefined {
  if (parameters.fl) return undefined
  const key = JSON.stringify(parameters)
  return key.length > LONGEST_KEY || key.includes('NOW') || key.includes('ms(') ? undefined : key
}

export function createAnswerCache(): AnswerCache {
  const kept = new Map<string, SearchAnswer>()
  let size = 0
  let present = ''
  const forget = (): void => {
    kept.clear()
    size = 0
  }
  const keep = (key: string, answer: SearchAnswer): void => {
    const added = sizeOf(answer)
    if (added > LARGEST_ANSWER) return
    kept.set(key, answer)
    size += added
    for (const [oldest, old] of kept) {
      if (size <= LARGEST_CACHE) return
      kept.delete(oldest)
      size -= sizeOf(old)
    }
  }
  return {
    recall: (moment, parameters, work) => {
      if (moment !== present) forget()
      present = moment
      const key = keyOf(parameters)
      if (key === undefined) return work()
      const known = kept.get(key)
      if (known) {
        // The first key of a Map is the one set longest ago.
        kept.delete(key)
        kept.set(key, known)
        return known
      }
      const answer = work()
      keep(key, answer)
      return answer
    },
  }
}

/** An answer that may be given again. */
export interface KeptAnswer {
  /** ASCII. */
  readonly body: string
  /** The body compressed, by the name of the coding: made when first asked for. */
  readonly compressed: Map<string, Buffer>
}

export interface KeptAnswers {
  readonly find: (key: string) => KeptAnswer | undefined
  /** What an answer that is about to be made can be kept under, with the state of the catalogue that it shows. */
  readonly begin: (key: string) => (body: string) => KeptAnswer | undefined
}

/** Characters, all answers together; what is longer than a quarter of that is not kept. */
const ROOM = 8_000_000

/**
 * Answers to guests, given again until anything in the catalogue changes. Nothing is looked up by age: the database
 * itself says whether somebody has written, be it another process.
 *
 * @param version of the catalogue: another number after each commit
 */
export function createKeptAnswers(version: () => number): KeptAnswers {
  const answers = new Map<string, KeptAnswer>()
  let shown = version()
  let size = 0
  const forgetOld = (): void => {
    const now = version()
    if (now === shown) return
    answers.clear()
    shown = now
    size = 0
  }
  return {
    find: (key) => {
      forgetOld()
      return answers.get(key)
    },
    begin: (key) => {
      const before = shown
      return (body) => {
        // Somebody wrote while the answer was made: it may show half of that.
        if (version() !== before || shown !== before || body.length > ROOM / 4) return undefined
        if (size + body.length > ROOM) {
          answers.clear()
          size = 0
        }
        const kept = { body, compressed: new Map<string, Buffer>() }
        answers.set(key, kept)
        size += body.length
        return kept
      }
    },
  }
}

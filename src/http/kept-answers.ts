/** An answer that may be given again. */
export interface KeptAnswer {
  readonly body: Buffer
  /** The body compressed, by the name of the coding: made when first asked for. */
  readonly compressed: Map<string, Buffer>
}

export interface KeptAnswers {
  readonly find: (key: string) => KeptAnswer | undefined
  /** What an answer that is about to be made can be kept under, with the state of the catalogue that it shows. */
  /** `body` is ASCII. */
  readonly begin: (key: string) => (body: string) => KeptAnswer | undefined
}

/** Bytes of an answer that is a large one: a list of a hundred thousand users, say. */
const LARGE = 1_000_000
/** Bytes for all answers that are not large, and for all large ones: these are few, and take long to make. */
const ROOM = { small: 8_000_000, large: 64_000_000 }

/** Answers within a room; when it is full, all of them go. */
function createShelf(room: number) {
  const answers = new Map<string, KeptAnswer>()
  let size = 0
  const clear = (): void => {
    answers.clear()
    size = 0
  }
  return {
    clear,
    find: (key: string) => answers.get(key),
    put: (key: string, body: string): KeptAnswer | undefined => {
      if (body.length > room) return undefined
      if (size + body.length > room) clear()
      const kept = { body: Buffer.from(body, 'latin1'), compressed: new Map<string, Buffer>() }
      answers.set(key, kept)
      size += body.length
      return kept
    },
  }
}

/**
 * Answers to guests, given again until anything in the catalogue changes. Nothing is looked up by age: the database
 * itself says whether somebody has written, be it another process.
 *
 * @param version of the catalogue: another number after each commit
 */
export function createKeptAnswers(version: () => number): KeptAnswers {
  const small = createShelf(ROOM.small)
  const large = createShelf(ROOM.large)
  let shown = version()
  const forgetOld = (): void => {
    const now = version()
    if (now === shown) return
    small.clear()
    large.clear()
    shown = now
  }
  return {
    find: (key) => {
      forgetOld()
      return small.find(key) ?? large.find(key)
    },
    begin: (key) => {
      const before = shown
      return (body) => {
        // Somebody wrote while the answer was made: it may show half of that.
        if (version() !== before || shown !== before) return undefined
        return (body.length < LARGE ? small : large).put(key, body)
      }
    },
  }
}

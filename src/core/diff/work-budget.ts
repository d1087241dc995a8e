/** Thrown when two texts take too long to be compared. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork'
}

/** Counts the steps of a comparison. @throws TooMuchWork when there were more than `most` */
export type WorkBudget = (steps: number) => void

export function workBudget(most: number): WorkBudget {
  let left = most
  return (steps) => {
    left -= steps
    if (left < 0) throw new TooMuchWork()
  }
}

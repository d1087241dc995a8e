/**
 * A list of unsigned numbers that grows: far smaller and faster than an array of numbers. A class, so that V8 can
 * inline its method: it runs for every occurrence of every word.
 */
export class Growable {
  /** Longer than `length`; replaced when it grows. */
  values = new Uint32Array(16)
  length = 0

  /** Appends so many zeros. @returns the index of the first */
  extend(count: number): number {
    const at = this.length
    this.length += count
    if (this.length > this.values.length) {
      const grown = new Uint32Array(Math.max(this.length, this.values.length * 2))
      grown.set(this.values)
      this.values = grown
    }
    return at
  }

  /** What is in it; good until it grows. */
  view(): Uint32Array {
    return this.values.subarray(0, this.length)
  }
}

/**
 * A list of unsigned numbers that grows: far smaller and faster than an array of numbers. A class, so that V8 can
 * inline its methods: they run for every occurrence of every word.
 */
export class Growable {
  values = new Uint32Array(4)
  length = 0

  get(index: number): number {
    return this.values[index] ?? 0
  }

  set(index: number, value: number): void {
    this.values[index] = value
  }

  /** @returns the index of the new value */
  push(value: number): number {
    if (this.length === this.values.length) {
      const grown = new Uint32Array(this.length * 2)
      grown.set(this.values)
      this.values = grown
    }
    this.values[this.length] = value
    return this.length++
  }
}

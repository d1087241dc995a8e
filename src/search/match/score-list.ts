/** What some of the hits score: their indexes among the hits beside their scores. One is used again and again. */
export class ScoreList {
  size = 0
  indexes = new Uint32Array(1024)
  scores = new Float32Array(1024)

  /** Forgets what is in it, and makes room for so many. */
  clear(room: number): void {
    this.size = 0
    if (room <= this.indexes.length) return
    const length = Math.max(room, this.indexes.length * 2)
    this.indexes = new Uint32Array(length)
    this.scores = new Float32Array(length)
  }
}

const SECTIONS = 4
const MOST_BLOCKS = 2 ** 24

/** The number under which a block of a segment is kept: one number is found faster than three, and neighbours lie together. */
export const blockPlace = (segment: number, section: number, block: number): number =>
  (segment * SECTIONS + section) * MOST_BLOCKS + block

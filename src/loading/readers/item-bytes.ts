import { type JsonItem, MAX_ITEM_BYTES } from './json-item.ts'

/** Gathers the bytes of an item that may lie in several chunks; forgets them when they become too many. */
export function itemBytes() {
  let parts: Buffer[] = []
  let length = 0
  return {
    add: (bytes: Buffer): void => {
      length += bytes.length
      if (length > MAX_ITEM_BYTES) parts = []
      else if (bytes.length > 0) parts.push(bytes)
    },
    take: (line: number): JsonItem => {
      const item =
        length > MAX_ITEM_BYTES
          ? { line, problem: 'longer than 64 MB' }
          : { line, bytes: Buffer.concat(parts) }
      parts = []
      length = 0
      return item
    },
  }
}

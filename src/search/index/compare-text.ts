// Order of UTF-16 units differs from that of code points only where surrogates meet U+E000 and above.
const rank = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit)

/** Compares two texts as Lucene and SQLite do: by code point, which is by UTF-8 byte. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return x < 0xd800 || y < 0xd800 ? x - y : rank(x) - rank(y)
  }
  return a.length - b.length
}

import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

/** A made-up table of a city's trees: ten columns of the kinds that portals publish, the same in every run. */
const SPECIES =
  `oak maple ash birch linden elm beech chestnut poplar willow alder cherry hornbeam plane rowan sycamore
yew cedar larch pine spruce fir juniper walnut hazel hawthorn blackthorn apple pear plum`.split(/\s+/)
const STREETS =
  `Mill Church Station Garden Harbour Market River Castle School Bridge Forest Meadow Orchard Spring
Queen King North South East West Park Lake Hill Valley Abbey Chapel Tower Victoria Albert George`.split(/\s+/)
const KINDS = ['Street', 'Road', 'Lane', 'Square', 'Way']
const REMARKS = [
  '',
  'pruned last winter',
  'protected; ask before cutting',
  'roots lift the pavement',
  'young tree',
]

export const TREE_FIELDS = [
  { id: 'tree', type: 'text' },
  { id: 'species', type: 'text' },
  { id: 'street', type: 'text' },
  { id: 'district', type: 'numeric' },
  { id: 'planted', type: 'timestamp' },
  { id: 'height', type: 'numeric' },
  { id: 'girth', type: 'numeric' },
  { id: 'longitude', type: 'numeric' },
  { id: 'latitude', type: 'numeric' },
  { id: 'remark', type: 'text' },
] as const

/** Pseudo-random and the same for every n: 0 to 2³²-1. */
function scattered(n: number): number {
  let x = Math.imul(n + 1, 0x9e3779b1)
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

const one = (list: readonly string[], n: number): string => list[n % list.length] ?? ''
const two = (n: number): string => String(n).padStart(2, '0')

/** The nth row as texts. */
export function treeRow(n: number): string[] {
  const a = scattered(n)
  const b = scattered(n + 0x40000000)
  return [
    `T${String(n).padStart(8, '0')}`,
    one(SPECIES, a),
    `${one(STREETS, a >>> 8)} ${one(KINDS, a >>> 16)} ${String(1 + (b % 240))}`,
    String(1 + ((a >>> 4) % 23)),
    `${String(1900 + (b % 120))}-${two(1 + ((b >>> 8) % 12))}-${two(1 + ((b >>> 12) % 28))}`,
    (2 + (a % 300) / 10).toFixed(1),
    String(20 + (b % 400)),
    (13 + (a % 1_000_000) / 1e6).toFixed(6),
    (52 + (b % 1_000_000) / 1e6).toFixed(6),
    one(REMARKS, b >>> 20),
  ]
}

/** A row as a record of the API. */
export const treeRecord = (n: number): Record<string, string> =>
  Object.fromEntries(treeRow(n).map((cell, at) => [TREE_FIELDS[at]?.id ?? '', cell]))

const line = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`

/** Writes the first rows as CSV. */
export async function writeTreeCsv(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file)
  let text = line(TREE_FIELDS.map(({ id }) => id))
  for (let n = 0; n < rows; n++) {
    text += line(treeRow(n))
    if (text.length < 1 << 20) continue
    if (!stream.write(text)) await once(stream, 'drain')
    text = ''
  }
  stream.end(text)
  await finished(stream)
}

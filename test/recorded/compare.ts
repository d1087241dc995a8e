import { withoutIdsAndTimes } from './normaliser.ts'
import type { Answer, Step } from './player.ts'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function sortKey(value: unknown): string {
  const sorted = (_: string, inner: unknown): unknown =>
    isFields(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner
  return withoutIdsAndTimes(JSON.stringify(value, sorted))
}

/** Puts a list whose order is not fixed in order. */
export function order(list: unknown): void {
  if (!Array.isArray(list)) return
  const keyed = list.map((value: unknown) => ({ key: sortKey(value), value }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  list.splice(0, list.length, ...keyed.map(({ value }) => value))
}

/** `<id:3>` here and `<id:4>` there are the same id as long as they always stand for each other. */
function idMatcher(): (expected: string, actual: string) => boolean {
  const there = new Map<string, string>()
  const here = new Map<string, string>()
  const ID = /<id:\d+>/g
  return (expected, actual) => {
    const [wanted, got] = [expected.match(ID) ?? [], actual.match(ID) ?? []]
    if (wanted.length !== got.length || expected.replace(ID, '') !== actual.replace(ID, '')) return false
    return wanted.every((id, index) => {
      const other = got[index] ?? ''
      if (!there.has(id) && !here.has(other)) {
        there.set(id, other)
        here.set(other, id)
      }
      return there.get(id) === other && here.get(other) === id
    })
  }
}

/** Compares the steps of one case one after the other: a line for each difference. */
export function comparer(): (step: Step, actual: Answer) => readonly string[] {
  const sameIds = idMatcher()
  const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))
  const line = (path: string, expected: unknown, actual: unknown): string =>
    `${path}: expected ${shown(expected)}, got ${shown(actual)}`

  function compare(expected: unknown, actual: unknown, ignore: readonly string[], path: string): string[] {
    const keys = path.split('.').slice(1)
    const isIgnored = ignore.some((pattern) => {
      const parts = pattern.split('.')
      return parts.length === keys.length && parts.every((part, i) => part === '*' || part === keys[i])
    })
    if (isIgnored) return []
    if (Array.isArray(expected) && Array.isArray(actual)) {
      if (expected.length !== actual.length) return [line(`${path}.length`, expected.length, actual.length)]
      return expected.flatMap((one, i) => compare(one, actual[i], ignore, `${path}.${i}`))
    }
    if (isFields(expected) && isFields(actual)) {
      const names = new Set([...Object.keys(expected), ...Object.keys(actual)])
      return [...names].flatMap((name) =>
        name in expected && name in actual
          ? compare(expected[name], actual[name], ignore, `${path}.${name}`)
          : [line(`${path}.${name}`, expected[name], actual[name])],
      )
    }
    const isSame =
      typeof expected === 'string' && typeof actual === 'string' && expected.includes('<id:')
        ? sameIds(expected, actual)
        : expected === actual
    return isSame ? [] : [line(path, expected, actual)]
  }

  const mediaType = (type: string): string | undefined => type.split(';')[0]?.trim().toLowerCase()

  return ({ request, answer }, actual) => {
    if (!answer) return []
    const headers = Object.entries(answer.headers ?? {})
    return [
      ...compare(answer.status, actual.status, [], 'status'),
      ...compare(mediaType(answer.type), mediaType(actual.type), [], 'type'),
      ...headers.flatMap(([name, value]) => compare(value, actual.headers?.[name], [], name)),
      ...compare(answer.body, actual.body, request.ignore ?? [], 'body'),
    ]
  }
}

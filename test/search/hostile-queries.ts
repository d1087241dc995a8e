/** Texts that are made to keep a search engine busy: 200 and more, by name. */

const times = (count: number, one: (n: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, n) => one(n)).join(between)

const COUNTS = [50, 1000, 1024, 1025, 10_000]
const DEPTHS = [50, 1000, 5000, 50_000]
const LENGTHS = [1000, 30_000, 1_000_000]

const CLAUSES: Readonly<Record<string, (n: number) => string>> = {
  words: (n) => `w${String(n)}`,
  'words of a field': (n) => `title:word${String(n)}`,
  'required words': (n) => `+lorem +w${String(n)}`,
  'prohibited words': (n) => `-w${String(n)}`,
  'negations of negations': (n) => `NOT -title:w${String(n)}`,
  phrases: (n) => `title:"lorem ipsum ${String(n)}"`,
  'loose phrases': (n) => `title:"lorem dolor"~${String(n * 1000)}`,
  prefixes: (n) => `name:d${String(n % 10)}*`,
  'patterns with a star before': (n) => `blob:*${String(n)}`,
  'patterns of question marks': (n) => `name:${'?'.repeat((n % 20) + 1)}*`,
  'fuzzy words': (n) => `text:lorem${String(n % 50)}~2`,
  ranges: (n) => `name:[a TO z${String(n)}]`,
  'open ranges': (n) => `text:{* TO w${String(n)}}`,
  dates: (n) => `metadata_modified:[NOW-${String(n)}DAYS/MONTH TO *]`,
  'groups with boosts': (n) => `(title:lorem^${String(n)} OR text:ipsum)^2`,
  'nested queries': (n) => `_query_:"title:w${String(n)} OR text:lorem"`,
  existence: (n) => `field${String(n)}:*`,
  'regular expressions': (n) => `name:/d.*${String(n)}/`,
}

const NESTS: Readonly<Record<string, (depth: number) => string>> = {
  parentheses: (depth) => `${'('.repeat(depth)}lorem${')'.repeat(depth)}`,
  'parentheses that never close': (depth) => `${'('.repeat(depth)}lorem`,
  'parentheses that never opened': (depth) => `lorem${')'.repeat(depth)}`,
  'negated parentheses': (depth) => `${'-('.repeat(depth)}lorem${')'.repeat(depth)}`,
  'boosted parentheses': (depth) => `${'('.repeat(depth)}lorem${')^2'.repeat(depth)}`,
  'fields of fields': (depth) => `${'title:('.repeat(depth)}lorem${')'.repeat(depth)}`,
  'both sides': (depth) => `${'(a OR '.repeat(depth)}lorem${')'.repeat(depth)}`,
}

const LONG: Readonly<Record<string, (length: number) => string>> = {
  'one word': (length) => `title:${'x'.repeat(length)}`,
  'one phrase': (length) => `title:"${'lorem '.repeat(length / 6)}"`,
  'one loose phrase': (length) => `title:"${'lorem ipsum '.repeat(length / 12)}"~1000`,
  'one prefix': (length) => `blob:${'a'.repeat(length)}*`,
  'one fuzzy word': (length) => `blob:${'a'.repeat(length)}~2`,
  stars: (length) => `blob:${'*'.repeat(length)}`,
  'stars and letters': (length) => `blob:${'*a'.repeat(length / 2)}*b`,
  'question marks': (length) => `blob:${'?'.repeat(length)}b`,
  quotes: (length) => '"'.repeat(length),
  'escaped quotes': (length) => '\\"'.repeat(length / 2),
  backslashes: (length) => `title:${'\\'.repeat(length)}`,
  colons: (length) => `a${':a'.repeat(length / 2)}`,
  operators: (length) => `a ${'AND OR NOT '.repeat(length / 11)}b`,
  signs: (length) => `a ${'+-!'.repeat(length / 3)}b`,
  carets: (length) => `a${'^2'.repeat(length / 2)}`,
  tildes: (length) => `a${'~2'.repeat(length / 2)}`,
  braces: (length) => '{!'.repeat(length / 2),
  'local parameters': (length) => `{!dismax ${'qf=title '.repeat(length / 9)}}lorem`,
  'a range that never ends': (length) => `title:[${'a'.repeat(length)} TO `,
  'date maths': (length) => `metadata_modified:[NOW${'+1DAY'.repeat(length / 5)} TO *]`,
  'a regular expression of stars': (length) => `blob:/${'a*'.repeat(length / 2)}b/`,
  'a regular expression of choices': (length) => `blob:/(${'a|'.repeat(length / 2)}b)*c/`,
  'nested repetitions': (length) => `blob:/${'('.repeat(length / 3)}a${')+'.repeat(length / 3)}b/`,
  'a word of many parts': (length) => `title:${'a-B1'.repeat(length / 4)}`,
  'letters beyond the first plane': (length) => `title:${'𝒳'.repeat(length / 2)}~1`,
  comments: (length) => 'title:x /* '.repeat(length / 11),
  'comparisons of functions': (length) => `{!func}${'sum('.repeat(length / 4)}1`,
}

function every(
  kind: string,
  makers: Readonly<Record<string, (size: number) => string>>,
  sizes: readonly number[],
): [string, string][] {
  return Object.entries(makers).flatMap(([name, make]) =>
    sizes.map((size): [string, string] => [`${kind}, ${name}: ${String(size)}`, make(size)]),
  )
}

const clauses = Object.fromEntries(
  Object.entries(CLAUSES).map(([name, one]) => [name, (count: number) => times(count, one, ' OR ')]),
)

export const hostileQueries: readonly (readonly [name: string, q: string])[] = [
  ...every('clauses', clauses, COUNTS),
  ...every('nested', NESTS, DEPTHS),
  ...every('long', LONG, LENGTHS),
]

/** A function of numbers alone. */
export interface NumericFunction {
  /** How it is computed and shown: with 32 bits, with 64, or as true and false. */
  readonly kind: 'float' | 'double' | 'truth'
  /** How many arguments it takes; `undefined`: any number. */
  readonly arity?: number
  /** Whether it has a value where only some of its arguments have one; else all must. */
  readonly takesSome?: boolean
  /** Of what is missing, nothing is given to a function that takes some. */
  readonly of: (...values: readonly number[]) => number
}

const { fround } = Math

const fold =
  (first: number, join: (a: number, b: number) => number) =>
  (...values: readonly number[]): number =>
    values.reduce((a, b) => fround(join(a, b)), first)

const float = (
  arity: number | undefined,
  of: (...values: readonly number[]) => number,
  takesSome?: true,
): NumericFunction => ({
  kind: 'float',
  ...(arity !== undefined && { arity }),
  ...(takesSome && { takesSome }),
  of: (...values) => fround(of(...values.map(fround))),
})
const double = (arity: number, of: (...values: readonly number[]) => number): NumericFunction => ({
  kind: 'double',
  arity,
  of,
})
const truth = (
  arity: number | undefined,
  of: (...values: readonly number[]) => boolean,
): NumericFunction => ({
  kind: 'truth',
  ...(arity !== undefined && { arity }),
  of: (...values) => Number(of(...values)),
})

/** The nearest whole number, of two the even one. */
function rint(x: number): number {
  const low = Math.floor(x)
  if (x - low !== 0.5) return Math.round(x)
  return low % 2 === 0 ? low : low + 1
}

/** How far two points are from each other in each direction; their coordinates stand one behind the other. */
function steps(numbers: readonly number[]): readonly number[] {
  const half = numbers.length / 2
  return numbers.slice(0, half).map((number, i) => Math.abs(number - (numbers[i + half] ?? 0)))
}

/** The distance of two points in Lp space. */
function distance(power: number, numbers: readonly number[]): number {
  const all = steps(numbers)
  if (power === 0) return all.filter((step) => step !== 0).length
  if (power === Infinity) return Math.max(...all)
  if (power === 2) return Math.sqrt(all.reduce((total, step) => total + step * step, 0))
  return all.reduce((total, step) => total + step ** power, 0) ** (1 / power)
}

const SUM = float(
  undefined,
  fold(0, (a, b) => a + b),
)
const PRODUCT = float(
  undefined,
  fold(1, (a, b) => a * b),
)

/** Solr's functions of numbers by name, as far as they need nothing but numbers. */
export const NUMERIC_FUNCTIONS: ReadonlyMap<string, NumericFunction> = new Map<string, NumericFunction>([
  ['sum', SUM],
  ['add', SUM],
  ['product', PRODUCT],
  ['mul', PRODUCT],
  ['sub', float(2, (a = 0, b = 0) => a - b)],
  ['div', float(2, (a = 0, b = 0) => a / b)],
  ['mod', float(2, (a = 0, b = 0) => a % b)],
  ['pow', float(2, (a = 0, b = 0) => a ** b)],
  ['recip', float(4, (x = 0, m = 0, a = 0, b = 0) => a / fround(fround(m * x) + b))],
  ['linear', float(3, (x = 0, m = 0, c = 0) => fround(m * x) + c)],
  ['abs', float(1, (x = 0) => Math.abs(x))],
  ['min', float(undefined, (...values) => (values.length === 0 ? 0 : Math.min(...values)), true)],
  ['max', float(undefined, (...values) => (values.length === 0 ? 0 : Math.max(...values)), true)],
  ['log', double(1, (x = 0) => Math.log10(x))],
  ['ln', double(1, (x = 0) => Math.log(x))],
  ['exp', double(1, (x = 0) => Math.exp(x))],
  ['sqrt', double(1, (x = 0) => Math.sqrt(x))],
  ['cbrt', double(1, (x = 0) => Math.cbrt(x))],
  ['ceil', double(1, (x = 0) => Math.ceil(x))],
  ['floor', double(1, (x = 0) => Math.floor(x))],
  ['rint', double(1, (x = 0) => rint(x))],
  ['sin', double(1, (x = 0) => Math.sin(x))],
  ['cos', double(1, (x = 0) => Math.cos(x))],
  ['tan', double(1, (x = 0) => Math.tan(x))],
  ['asin', double(1, (x = 0) => Math.asin(x))],
  ['acos', double(1, (x = 0) => Math.acos(x))],
  ['atan', double(1, (x = 0) => Math.atan(x))],
  ['sinh', double(1, (x = 0) => Math.sinh(x))],
  ['cosh', double(1, (x = 0) => Math.cosh(x))],
  ['tanh', double(1, (x = 0) => Math.tanh(x))],
  ['deg', double(1, (x = 0) => (x * 180) / Math.PI)],
  ['rad', double(1, (x = 0) => (x / 180) * Math.PI)],
  ['atan2', double(2, (y = 0, x = 0) => Math.atan2(y, x))],
  ['hypot', double(2, (x = 0, y = 0) => Math.hypot(x, y))],
  ['pi', double(0, () => Math.PI)],
  ['e', double(0, () => Math.E)],
  ['dist', { kind: 'double', of: (power = 0, ...numbers) => distance(power, numbers) }],
  ['sqedist', { kind: 'double', of: (...numbers) => steps(numbers).reduce((total, x) => total + x * x, 0) }],
  ['and', truth(undefined, (...values) => values.every((value) => value !== 0))],
  ['or', truth(undefined, (...values) => values.some((value) => value !== 0))],
  ['xor', truth(undefined, (...values) => values.filter((value) => value !== 0).length % 2 === 1)],
  ['not', truth(1, (x = 0) => x === 0)],
  ['isnan', truth(1, (x = 0) => Number.isNaN(x))],
  ['gt', truth(2, (a = 0, b = 0) => a > b)],
  ['gte', truth(2, (a = 0, b = 0) => a >= b)],
  ['lt', truth(2, (a = 0, b = 0) => a < b)],
  ['lte', truth(2, (a = 0, b = 0) => a <= b)],
  ['eq', truth(2, (a = 0, b = 0) => a === b)],
])

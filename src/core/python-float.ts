/** Python's repr of a float: `100000.0`, `1e+16`, `1e-07`. */
function repr(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  if (Object.is(value, -0)) return '-0.0'
  const scientific = value.toExponential()
  const at = scientific.indexOf('e')
  const exponent = Number(scientific.slice(at + 1))
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${scientific.slice(0, at)}e${exponent < 0 ? '-' : '+'}${size}`
  }
  const plain = String(value)
  return plain.includes('.') ? plain : `${plain}.0`
}

/** A number that Python prints otherwise than JavaScript: a whole one written with a point, a very large or small one, NaN. */
export class PythonFloat {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  /** As Python, and so CKAN, writes it. */
  get text(): string {
    return repr(this.value)
  }
}

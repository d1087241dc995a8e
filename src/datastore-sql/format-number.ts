interface Picture {
  readonly whole: string
  readonly fraction: string
  readonly fill: boolean
  readonly sign: 'none' | 'S' | 'MI' | 'PR' | 'PL' | 'SG'
  readonly prefix: string
  readonly suffix: string
}

function pictureOf(format: string): Picture {
  const fill = /FM/i.test(format)
  const bare = format.replace(/FM|TH|"[^"]*"/gi, '')
  const sign = /PR$/i.test(bare)
    ? 'PR'
    : /MI/i.test(bare)
      ? 'MI'
      : /SG/i.test(bare)
        ? 'SG'
        : /PL/i.test(bare)
          ? 'PL'
          : /S/i.test(bare)
            ? 'S'
            : 'none'
  const digits = bare
    .replace(/PR|MI|PL|SG|S/gi, '')
    .replace(/G/gi, ',')
    .replace(/D/gi, '.')
  const [, prefix = '', body = '', suffix = ''] =
    /^([^\d.,]*)([09.,]*)(.*)$/s.exec(digits.replace(/L/gi, '')) ?? []
  const [whole = '', fraction = ''] = body.split('.')
  return { whole, fraction, fill, sign, prefix, suffix }
}

/** A decimal text rounded to a number of places, half away from zero. */
function rounded(text: string, places: number): readonly [string, string] {
  const [whole = '0', fraction = ''] = text.split('.')
  const kept = fraction.slice(0, places).padEnd(places, '0')
  const up = Number(fraction.charAt(places) || '0') >= 5 ? 1n : 0n
  const digits = String(BigInt(`${whole || '0'}${kept}`) + up).padStart(places + 1, '0')
  return [digits.slice(0, digits.length - places) || '0', places === 0 ? '' : digits.slice(-places)]
}

/** PostgreSQL's to_char of a number given as text: digits, groups, signs. */
export function formatNumber(text: string, format: string): string {
  if (!/^-?\d/.test(text)) return text
  const plain = /e/i.test(text)
    ? Number(text).toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
    : text
  const isNegative = plain.startsWith('-')
  const picture = pictureOf(format)
  const [whole, fraction] = rounded(plain.replace(/^-/, ''), picture.fraction.length)
  const places = picture.whole.replace(/,/g, '').length
  const digits =
    whole === '0' && picture.whole !== '' && !picture.whole.includes('0') && picture.fraction !== ''
      ? ''
      : whole
  const firstZero = picture.whole.replace(/,/g, '').indexOf('0')
  const least = firstZero < 0 ? 0 : places - firstZero
  const padded = digits.length > places ? '#'.repeat(places) : digits.padStart(least, '0')
  let body = ''
  let left = padded.length
  const pattern = [...picture.whole].reverse()
  for (const sign of pattern) {
    if (sign === ',') body = (left > 0 ? ',' : picture.fill ? '' : ' ') + body
    else {
      left--
      body = (left >= 0 ? padded.charAt(left) : picture.fill ? '' : ' ') + body
    }
  }
  const decimals = digits.length > places ? '#'.repeat(picture.fill ? 0 : picture.fraction.length) : fraction
  const trimmed = picture.fill ? trimNines(decimals, picture.fraction) : decimals
  // With FM nothing but a point would be left of zero.
  if (picture.fill && body === '' && trimmed === '') body = '0'
  const number = body + (picture.fraction === '' ? '' : `.${trimmed}`)
  return picture.prefix + signed(number, isNegative, picture) + picture.suffix
}

/** With FM zeros at the end that the picture does not ask for go. */
function trimNines(decimals: string, picture: string): string {
  let length = decimals.length
  while (length > 0 && decimals.charAt(length - 1) === '0' && picture.charAt(length - 1) === '9') length--
  return decimals.slice(0, length)
}

function signed(number: string, isNegative: boolean, { sign, fill }: Picture): string {
  const blank = fill ? '' : ' '
  const at = number.search(/\S/)
  const inFront = (mark: string): string => number.slice(0, at) + mark + number.slice(at)
  switch (sign) {
    case 'S':
    case 'SG':
    case 'PL':
      return inFront(isNegative ? '-' : '+')
    case 'MI':
      return number + (isNegative ? '-' : blank)
    case 'PR':
      return isNegative ? `${inFront('<')}>` : fill ? number : ` ${number} `
    case 'none':
      return isNegative ? (fill ? `-${number}` : inFront('-')) : blank + number
  }
}

/** What to_number reads: digits, sign and point; the rest is decoration. */
export function parseNumber(text: string): string {
  const digits = text.replace(/[^\d.+-]/g, '')
  const value = digits.endsWith('-') ? `-${digits.slice(0, -1)}` : digits
  if (!/^[+-]?\d*\.?\d*$/.test(value) || !/\d/.test(value))
    throw new Error(`invalid input syntax for type numeric: "${text}"`)
  return value
}

/** A number's digits without what does not count: `1.10` and `1.1` are the same. */
export function sameDigits(text: string): string {
  const plain = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text)
  if (!plain) return text
  const [, sign = '', whole = '', fraction = ''] = plain
  const digits = fraction === '' ? whole : `${whole}.${fraction}`
  return digits === '0' ? '0' : sign + digits
}

import { toJson } from '../../src/core/json.ts'
import { readJson } from '../../src/core/read-json.ts'

describe('readJson', () => {
  it('keeps the digits of integers that no number holds', () => {
    const text = '{"big": [12345678901234567890, -9007199254740993], "small": 42, "near": 9007199254740991}'
    expect(toJson(readJson(text))).toBe(text)
    expect(readJson('{"near": 9007199254740991}')).toEqual({ near: 9007199254740991 })
  })

  it('reads fractions, exponents and texts of many digits as JSON.parse does', () => {
    const text = '[0.12345678901234567, 1e300, "12345678901234567890", 12345678901234567890.5]'
    expect(readJson(text)).toEqual(JSON.parse(text))
  })

  it('throws what JSON.parse throws', () => {
    expect(() => readJson('{"a": 12345678901234567890')).toThrow(SyntaxError)
  })
})

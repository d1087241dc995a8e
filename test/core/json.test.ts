import { jsonString, toJson } from '../../src/core/json.ts'

describe('toJson', () => {
  it('writes the separators and the ASCII of Python', () => {
    expect(toJson({ title: 'Köln', tags: ['a', 'b'], none: null, open: true, n: 1.5 })).toBe(
      '{"title": "K\\u00f6ln", "tags": ["a", "b"], "none": null, "open": true, "n": 1.5}',
    )
  })

  it('writes characters outside the first plane as two escapes', () => {
    expect(jsonString('🦆')).toBe('"\\ud83e\\udd86"')
  })

  it('escapes DEL, control characters and line separators', () => {
    expect(jsonString('\u007f\u0000\n\u2028"\\/')).toBe('"\\u007f\\u0000\\n\\u2028\\"\\\\/"')
  })

  it('writes numbers that JSON does not know as Python does', () => {
    expect(toJson([NaN, Infinity, -Infinity, -0])).toBe('[NaN, Infinity, -Infinity, -0.0]')
  })

  it('leaves undefined members out and sorts keys on demand', () => {
    expect(toJson({ b: 1, gone: undefined, a: 2 }, { sortKeys: true })).toBe('{"a": 2, "b": 1}')
  })
})

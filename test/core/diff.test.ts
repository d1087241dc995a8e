import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ValidationError } from '../../src/core/errors.ts'
import { diffObjects } from '../../src/catalogue/activity/diff-objects.ts'
import { contextDiff } from '../../src/core/diff/context-diff.ts'
import { htmlDiff } from '../../src/core/diff/html-diff.ts'
import { unifiedDiff } from '../../src/core/diff/unified-diff.ts'
import { workBudget } from '../../src/core/diff/work-budget.ts'
import { prettyJson } from '../../src/core/pretty-json.ts'

/** Lists of lines with what Python's difflib makes of them: unified_diff, context_diff and HtmlDiff.make_table. */
const cases = JSON.parse(
  gunzipSync(readFileSync(join(__dirname, '../../fixtures/python-difflib.json.gz'))).toString(),
) as readonly Readonly<Record<'before' | 'after', readonly string[]> & Record<string, string>>[]

const budget = () => workBudget(100_000_000)

test('unified and context differences are those of Python', () => {
  for (const { before, after, unified, context } of cases) {
    expect(unifiedDiff(before, after, budget()).join('\n')).toBe(unified)
    expect(contextDiff(before, after, budget()).join('\n')).toBe(context)
  }
})

test('tables are those of Python', () => {
  for (const { before, after, html } of cases) expect(htmlDiff(before, after, budget())).toBe(html)
})

test('JSON is laid out as Python does', () => {
  expect(prettyJson({ b: [1, { c: 'é' }], a: {}, d: [] })).toBe(
    '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "c": "\\u00e9"\n    }\n  ],\n  "d": []\n}',
  )
})

test('comparing what differs everywhere comes to an end', () => {
  const long = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word} and ${n * 7} more of it`)
  expect(() => diffObjects(long('one'), long('two'), 'html')).toThrow(
    new ValidationError('These versions differ too much for a table. Ask for diff_type unified.'),
  )
})

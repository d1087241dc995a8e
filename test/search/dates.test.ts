import { SearchError } from '../../src/core/errors.ts'
import { looseDate } from '../../src/search/document/loose-date.ts'
import { parseDate } from '../../src/search/solr/parse-date.ts'

const NOW = Date.parse('2026-11-23T20:15:30.500Z')
const read = (text: string) => new Date(parseDate(text, NOW)).toISOString()

describe('dates of a query', () => {
  it.each([
    ['2015-10-23T13:51:13.282361Z', '2015-10-23T13:51:13.282Z'],
    ['2020-01-01T24:00:00Z', '2020-01-02T00:00:00.000Z'],
    ['NOW/DAY', '2026-11-23T00:00:00.000Z'],
    ['NOW-1MONTH/MONTH+2DAYS', '2026-10-03T00:00:00.000Z'],
    ['2024-01-31T00:00:00Z+1MONTH', '2024-02-29T00:00:00.000Z'],
    ['2024-03-31T10:00:00Z-1YEAR/YEAR', '2023-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    '2024-01-01',
    '2024-01-01T00:00:00',
    '2024-02-30T00:00:00Z',
    'now',
    'NOW-DAY',
    'NOW/WEEK',
    '',
    '*',
    'NOW - 1DAY',
  ])('%s is refused', (text) => {
    expect(() => read(text)).toThrow(SearchError)
  })
})

describe('dates in extras', () => {
  it.each([
    ['22/03/2014', '2014-03-22T00:00:00Z'],
    ['03/04/2014', '2014-03-04T00:00:00Z'],
    ['March 2014', '2014-03-23T00:00:00Z'],
    ['22 March 2015', '2015-03-22T00:00:00Z'],
    ['20140322T102030', '2014-03-22T10:20:30Z'],
    ['2014-03-22 10:20:30.123456', '2014-03-22T10:20:30.123456Z'],
    ['2016-06-30T23:59:59+02:00', '2016-06-30T21:59:59Z'],
    ['2014-12-31 11:59 PM', '2014-12-31T23:59:00Z'],
    ['10:30', '2026-11-23T10:30:00Z'],
    ['soon', undefined],
    ['31/02/2014', undefined],
    ['2013-2014', undefined],
    ['', undefined],
  ])('%s is %s', (text, expected) => {
    expect(looseDate(text, new Date(NOW))).toBe(expected)
  })
})

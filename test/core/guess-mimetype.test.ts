import { guessMimetype } from '../../src/core/guess-mimetype.ts'

it.each([
  ['http://example.org/y.CSV', 'text/csv'],
  ['http://example.org/get?f=a.csv', 'text/csv'],
  ['http://example.org/a.csv?x=1', undefined],
  ['http://example.org/a.csv#frag', undefined],
  ['http://example.org/a.csv/', undefined],
  ['http://example.org/a.PDF ', undefined],
  ['http://example.org/y.csv.gz', 'text/csv'],
  ['http://example.org/a.tar.gz', 'application/x-tar'],
  ['a.tgz', 'application/x-tar'],
  ['http://example.org/', undefined],
  ['http://example.org', undefined],
  ['http://example.com', undefined],
  ['www.example.org', undefined],
  ['file.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['a.b.c.csv', 'text/csv'],
  ['.csv', undefined],
  ['a.php', undefined],
  ['a.yaml', undefined],
  ['a.parquet', undefined],
  ['a.constructor', undefined],
  ['a.__proto__', undefined],
  ['', undefined],
])('%j is %s', (address, mimetype) => {
  expect(guessMimetype(address)).toBe(mimetype)
})

import { mungeFilename } from '../../src/core/munge-filename.ts'

it.each([
  ['UPPER.CSV', 'upper.csv'],
  ['with space.csv', 'with-space.csv'],
  ['  lead.csv', 'lead.csv'],
  ['dots..csv', 'dots..csv'],
  ['.hidden', '.hidden'],
  ['x', 'x__'],
  ['', '___'],
  ['ünï côdé.json', 'uni-code.json'],
  ['数据.csv', '.csv'],
  ['semi;colon&amp.csv', 'semicolonamp.csv'],
  ["quo'te.csv", 'quote.csv'],
  ['back\\slash.csv', 'backslash.csv'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\temp\\win.txt', 'ctempwin.txt'],
  ['tab\tname.csv', 'tabname.csv'],
  [`${'long'.repeat(40)}.csv`, `${'long'.repeat(24)}.csv`],
  ['ext.verylongextensionthatgoeson', 'ext.verylongextensiontha'],
  ['double.tar.gz', 'double.tar.gz'],
  ['under_score-dash.CSV', 'under_score-dash.csv'],
  ['100%.csv', '100.csv'],
  ['#hash?.csv', 'hash.csv'],
  ['--.csv', '-.csv'],
  ['a  b---c.csv', 'a-b-c.csv'],
  ['a/b\0/../c.csv', 'c.csv'],
  ['..', '.._'],
])('names %j as CKAN does', (given, expected) => {
  expect(mungeFilename(given)).toBe(expected)
})

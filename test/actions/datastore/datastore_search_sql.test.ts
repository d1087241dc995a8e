import request from 'supertest'
import { startApp, type StartedApp } from '../../support/start-app.ts'

const ID = 'b3000000-0000-4000-8000-00000000000a'

describe('datastore_search_sql', () => {
  let site: StartedApp

  beforeAll(async () => {
    site = await startApp({ env: { CKAN__DATASTORE__SEARCH__ROWS_MAX: '3' } })
    await site.post('organization_create', { name: 'water' }, 'admin')
    const resources = [{ id: ID, url: 'http://example.com/x' }]
    await site.post('package_create', { name: 'rivers', owner_org: 'water', resources }, 'admin')
    const records = [
      { Name: 'Rhine', name: 'rhine', length: 1233.2, at: '2020-01-31' },
      { Name: 'Elbe', name: 'elbe', length: 1094, at: '2020-02-29' },
      { Name: 'Isar', name: null, length: null, at: null },
      { Name: '', name: 'x"y', length: 0.5, at: '2021-12-31' },
    ]
    const fields = [
      { id: 'Name', type: 'text' },
      { id: 'name', type: 'text' },
      { id: 'length', type: 'numeric' },
      { id: 'at', type: 'timestamp' },
    ]
    await site.post('datastore_create', { resource_id: ID, force: true, fields, records }, 'admin')
  })
  afterAll(() => site.close())

  const ask = async (sql: string) => {
    const { status, result, error } = await site.post('datastore_search_sql', {
      sql: sql.replace(/\bT\b/g, `"${ID}"`),
    })
    const rows = (result as { readonly records: readonly object[] } | undefined)?.records
    return status === 200
      ? rows?.map((row) => Object.values(row))
      : (error as unknown as { readonly query: readonly string[] }).query
  }

  it('keeps columns apart that differ in case alone', async () => {
    expect(await ask('SELECT "Name", NAME FROM T ORDER BY _id LIMIT 1')).toEqual([['Rhine', 'rhine']])
  })

  it('sees what was written a moment ago', async () => {
    const records = [{ Name: 'Oder' }]
    await site.post('datastore_upsert', { resource_id: ID, force: true, method: 'insert', records }, 'admin')
    expect(await ask(`SELECT count(*) FROM T WHERE "Name" = 'Oder'`)).toEqual([[1]])
    await site.post(
      'datastore_records_delete',
      { resource_id: ID, force: true, filters: { Name: 'Oder' } },
      'admin',
    )
    expect(await ask(`SELECT count(*) FROM T WHERE "Name" = 'Oder'`)).toEqual([[0]])
  })

  it('says when there are more rows than it gives', async () => {
    const { result } = await site.post('datastore_search_sql', { sql: `SELECT name FROM "${ID}"` })
    expect(result).toMatchObject({ records_truncated: true })
    expect((result as { readonly records: readonly object[] }).records).toHaveLength(3)
    const some = await site.post('datastore_search_sql', { sql: `SELECT name FROM "${ID}" LIMIT 3` })
    expect(some.result).not.toHaveProperty('records_truncated')
  })

  it.each([
    ['SELECT 1/0', 'division by zero'],
    ['SELECT nothing FROM T', 'column "nothing" does not exist'],
    ['SELECT name FROM nowhere', 'relation "nowhere" does not exist'],
    ['SELECT FROM WHERE', 'syntax error at or near "WHERE"'],
    ["SELECT 'abc'::int", 'invalid input syntax for type integer: "abc"'],
    ['SELECT "Name"::int FROM T', 'invalid input syntax for type integer'],
    ['SELECT length = name FROM T', 'operator does not exist: numeric = text'],
    ["SELECT nosuch('x')", 'function nosuch(unknown) does not exist'],
    ['SELECT name FROM T LIMIT -1', 'LIMIT must not be negative'],
    ['SELECT "Name", count(*) FROM T', 'must appear in the GROUP BY clause'],
    ['WITH x AS (DELETE FROM T) SELECT 1', 'data-modifying statement'],
  ])('refuses %s as PostgreSQL does', async (sql, message) => {
    expect(String(await ask(sql))).toContain(message)
  })

  it.each([
    ['SELECT count(*) FILTER (WHERE length > 1) FROM T', [[2]]],
    ['SELECT name FROM T WHERE length IS NOT NULL ORDER BY length DESC;', [['rhine'], ['elbe'], ['x"y']]],
    [
      "SELECT CAST(length AS integer), COALESCE(name, '-') FROM T ORDER BY _id OFFSET 2 -- a comment",
      [
        [null, '-'],
        [1, 'x"y'],
      ],
    ],
    [
      'SELECT EXTRACT(YEAR FROM at) AS y, count(*) FROM T GROUP BY y ORDER BY y',
      [
        [2020, 2],
        [2021, 1],
        [null, 1],
      ],
    ],
    ['SELECT LEAST(1, 2), GREATEST(length, 5) FROM T LIMIT 1', [[1, 1233.2]]],
    ["SELECT name FROM T WHERE at >= '2020-02-01' AND at < '2021-01-01'", [['elbe']]],
    [
      "SELECT name FROM T WHERE name IN ('elbe', 'rhine') AND NOT EXISTS (SELECT 1 WHERE false) ORDER BY 1",
      [['elbe'], ['rhine']],
    ],
    ['SELECT x.n FROM (VALUES (1), (2)) AS x(n) WHERE x.n > 1', [[2]]],
    ["SELECT to_char(at, 'DD.MM.YYYY') FROM T WHERE name = 'elbe'", [['29.02.2020']]],
    [
      'SELECT sum(length) OVER (ORDER BY _id), rank() OVER (ORDER BY length NULLS FIRST) FROM T ORDER BY _id LIMIT 2',
      [
        [1233.2, 4],
        [2327.2, 3],
      ],
    ],
    ["SELECT trim('  a '), position('b' IN 'abc'), substring('abc' FROM 2 FOR 1)", [['a', 2, 'b']]],
  ])('answers %s', async (sql, rows) => {
    expect(await ask(sql)).toEqual(rows)
  })

  it.each([
    ["SELECT count(*) FROM T WHERE name LIKE '%!e%' ESCAPE '!'", [[2]]],
    ["SELECT name FROM T WHERE name ~ '\\melbe\\M'", [['elbe']]],
    ["SELECT regexp_matches('a1b2', '([a-z])([0-9])', 'g')", [[['a', '1']], [['b', '2']]]],
    ["SELECT array_to_string(string_to_array('a,-,b', ',', '-'), ',', '*')", [['a,*,b']]],
    ["SELECT interval 'P1DT2H' = make_interval(hours => 26)", [[true]]],
    ['SELECT value FROM json_array_elements_text(\'["x"]\')', [['x']]],
    ['SELECT name FROM T WHERE name IS NOT NULL ORDER BY name USING > LIMIT 1', [['x"y']]],
  ])('knows %s', async (sql, rows) => {
    expect(await ask(sql)).toEqual(rows)
  })

  it.each([
    ['SELECT DISTINCT name FROM T ORDER BY length', 'ORDER BY expressions must appear in select list'],
    ['SELECT DISTINCT ON (name) at FROM T ORDER BY at', 'must match initial ORDER BY expressions'],
    ['WITH a AS (SELECT 1), a AS (SELECT 2) SELECT 1', 'WITH query name "a" specified more than once'],
  ])('refuses %s', async (sql, message) => {
    expect(String(await ask(sql))).toContain(message)
  })

  it('answers what other portals answer and CKAN refuses', async () => {
    expect(await ask("SELECT DISTINCT(name) FROM T WHERE name = 'elbe'")).toEqual([['elbe']])
  })
})

describe('numbers in SQL', () => {
  let site: StartedApp
  const LONG = '123456789012345678901234567890.1234567890'

  beforeAll(async () => {
    site = await startApp()
    await site.post('organization_create', { name: 'water' }, 'admin')
    const resources = [{ id: ID, url: 'http://example.com/x' }]
    await site.post('package_create', { name: 'rivers', owner_org: 'water', resources }, 'admin')
    const fields = [
      { id: 'even', type: 'numeric' },
      { id: 'odd', type: 'numeric' },
      { id: 'list', type: 'numeric[]' },
    ]
    const records = [
      { even: '1.10', odd: '2.500', list: '{1.50,2}' },
      { even: '2.00', odd: LONG, list: null },
    ]
    await site.post('datastore_create', { resource_id: ID, force: true, fields, records }, 'admin')
  })
  afterAll(() => site.close())

  const answer = async (sql: string): Promise<string> => {
    const data = { sql: sql.replace(/\bT\b/g, `"${ID}"`) }
    const { text } = await request(site.app.listener).post('/api/3/action/datastore_search_sql').send(data)
    return /"records": (\[.*\])\}\}$/s.exec(text)?.[1] ?? text
  }

  it.each([
    [
      'SELECT even, odd FROM T ORDER BY _id',
      `[{"even": 1.10, "odd": 2.500}, {"even": 2.00, "odd": ${LONG}}]`,
    ],
    ['SELECT * FROM (SELECT odd AS o FROM T ORDER BY _id LIMIT 1) x', '[{"o": 2.500}]'],
    ['WITH w AS (SELECT even FROM T) SELECT even AS e FROM w ORDER BY e', '[{"e": 1.10}, {"e": 2.00}]'],
    ['SELECT even, count(*) FROM T GROUP BY even ORDER BY 1 LIMIT 1', '[{"even": 1.10, "count": 1}]'],
    ["SELECT even::text || '!' AS t FROM T ORDER BY _id LIMIT 1", '[{"t": "1.10!"}]'],
    ['SELECT list, list[1] AS one FROM T ORDER BY _id LIMIT 1', '[{"list": [1.50,2], "one": 1.5}]'],
    ['SELECT even FROM T UNION SELECT even FROM T ORDER BY 1', '[{"even": 1.1}, {"even": 2}]'],
    ['SELECT x.odd FROM T x JOIN T y USING (_id) ORDER BY _id LIMIT 1', '[{"odd": 2.500}]'],
  ])('are shown as they were written where a column is taken as it is: %s', async (sql, records) => {
    expect(await answer(sql)).toBe(records)
  })
})

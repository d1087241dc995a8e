import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from './open-engine.ts'

const MIGRATION = readFileSync(
  join(__dirname, '../../src/store/migrations/0011_search_block_places.sql'),
  'utf8',
)

/** The table of blocks as it was before. */
const BEFORE = `
  ALTER TABLE search_block RENAME TO places;
  CREATE TABLE search_block (
    segment INTEGER NOT NULL,
    section INTEGER NOT NULL,
    block INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (segment, section, block)
  ) WITHOUT ROWID;
  INSERT INTO search_block SELECT place >> 26, (place >> 24) & 3, place & 16777215, bytes FROM places;
  DROP TABLE places;`

describe('an index of before blocks were found by one number', () => {
  it('answers the same when its file was brought up to date', async () => {
    const site = openEngine({ segmentSize: 100 })
    try {
      const words = ['river', 'water', 'tram', 'forest']
      await site.put(
        ...Array.from({ length: 900 }, (_, n) => ({
          id: `odd-${String(n)}`,
          name: `dataset-${String(n)}`,
          title: `${words[n % 4] ?? ''} ${String(n)}`,
        })),
      )
      await site.engine.maintain()
      const before = await site.ids('title:river')
      expect(before).toHaveLength(225)
      site.writer.exec(BEFORE)
      site.writer.exec(MIGRATION)
      const after = site.another()
      expect(await after.ids('title:river')).toEqual(before)
      expect(await after.ids('title:river AND title:8')).toEqual(['odd-8'])
    } finally {
      site.close()
    }
  })
})

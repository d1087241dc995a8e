-- Blocks of the search index are found by one number. As the key of a table without rowids, every comparison on the way
-- to a block read another block as a whole.
CREATE TABLE search_block_by_place ( -- a piece of a segment's bytes
  place INTEGER PRIMARY KEY, -- (segment * 4 + section) * 2^24 + number of the block: see block-place.ts
  bytes BLOB NOT NULL
);
INSERT INTO search_block_by_place (place, bytes)
  SELECT (segment * 4 + section) * 16777216 + block, bytes FROM search_block ORDER BY segment, section, block;
DROP TABLE search_block;
ALTER TABLE search_block_by_place RENAME TO search_block;

-- The search index (see src/search). A document's number ascends with each writing; a changed dataset gets a new one.

CREATE TABLE search_document ( -- not yet in a segment
  docid INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  fields TEXT NOT NULL -- JSON: [[field, [value, …]], …]
);

CREATE TABLE search_entry ( -- the number that stands for a dataset now
  id TEXT NOT NULL PRIMARY KEY,
  docid INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE search_removal ( -- numbers that stand for nothing any more
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  docid INTEGER NOT NULL
);

CREATE TABLE search_segment ( -- a closed run of documents; its parts never change
  segment INTEGER PRIMARY KEY AUTOINCREMENT,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  ready INTEGER NOT NULL DEFAULT 0, -- all of its blocks are there
  header BLOB NOT NULL
);

CREATE TABLE search_block ( -- a piece of a segment's bytes
  segment INTEGER NOT NULL,
  block INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (segment, block)
) WITHOUT ROWID;

CREATE TABLE search_state (
  key TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO search_state (key, value) VALUES ('generation', 0);

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

CREATE TABLE search_segment ( -- a closed run of documents; its bytes never change
  segment INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL, -- writing, ready, dropped
  first INTEGER NOT NULL, -- numbers of its first and last document
  last INTEGER NOT NULL,
  header TEXT NOT NULL -- JSON: see segment-layout.ts
);

CREATE TABLE search_block ( -- a piece of a segment's bytes
  segment INTEGER NOT NULL,
  section INTEGER NOT NULL,
  block INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (segment, section, block)
) WITHOUT ROWID;

CREATE TABLE search_state (
  key TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO search_state (key, value) VALUES
  ('generation', 0), -- rises whenever the list of segments changes
  ('owner', 0), ('until', 0); -- who keeps the segments in order, and until when (milliseconds)

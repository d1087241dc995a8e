-- How the file of a resource became a table of the DataStore, or why not: the newest attempt (see catalogue/load-table.ts).

CREATE TABLE table_load (
  resource_id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'complete', 'error')),
  requested TEXT NOT NULL,
  finished TEXT,
  url TEXT, -- of the file, at that time
  hash TEXT, -- SHA-256 of the file that the table was made of
  error TEXT,
  report TEXT, -- JSON, of the table that was made
  logs TEXT NOT NULL DEFAULT '[]' -- JSON
) WITHOUT ROWID;

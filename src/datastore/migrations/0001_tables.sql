-- What is known of each table; its rows lie in a table of their own, t<number>, with a column c<number> for each column.
CREATE TABLE ds_table (
  resource_id TEXT PRIMARY KEY,
  -- Of the physical table; a table that takes another's place has a new one.
  number INTEGER NOT NULL UNIQUE,
  -- Order of making, for _table_metadata.
  seq INTEGER NOT NULL,
  count INTEGER NOT NULL DEFAULT 0,
  next_id INTEGER NOT NULL DEFAULT 1,
  -- Grows with each change of anything.
  version INTEGER NOT NULL,
  -- JSON: columns, key, indexes, triggers; see engine/table-meta.ts.
  layout TEXT NOT NULL
) STRICT;

CREATE TABLE ds_alias (
  name TEXT PRIMARY KEY,
  resource_id TEXT NOT NULL REFERENCES ds_table (resource_id) ON DELETE CASCADE,
  seq INTEGER NOT NULL
) STRICT;
CREATE INDEX ds_alias_of ON ds_alias (resource_id);

-- Functions that triggers call; only their names count, their bodies are kept as they were given.
CREATE TABLE ds_function (
  name TEXT PRIMARY KEY,
  rettype TEXT NOT NULL,
  arguments TEXT NOT NULL,
  definition TEXT NOT NULL
) STRICT;

-- Changes that the catalogue must follow: written with the change, removed when the catalogue has followed. What is
-- left after a crash is settled at the next start.
CREATE TABLE ds_intent (
  resource_id TEXT PRIMARY KEY,
  -- active, inactive: the resource's datastore_active is to be that; drop: the table goes if the resource is gone.
  kind TEXT NOT NULL CHECK (kind IN ('active', 'inactive', 'drop'))
) STRICT;

-- Numbers that are never given twice: physical tables, versions.
CREATE TABLE ds_counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;
INSERT INTO ds_counter VALUES ('table', 0), ('version', 0), ('seq', 0);

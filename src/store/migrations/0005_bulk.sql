-- What bulk requests with an Idempotency-Key have done (see src/http/bulk): a repeated one goes on where it was cut off.

CREATE TABLE bulk_key (
  id INTEGER PRIMARY KEY,
  owner TEXT NOT NULL, -- id of the user
  key TEXT NOT NULL,
  lines INTEGER NOT NULL DEFAULT 0, -- done so far
  expires INTEGER NOT NULL, -- milliseconds since 1970
  UNIQUE (owner, key)
);
CREATE INDEX bulk_key_expires ON bulk_key (expires);

CREATE TABLE bulk_part ( -- a run of lines that one transaction did
  key_id INTEGER NOT NULL REFERENCES bulk_key (id) ON DELETE CASCADE,
  last_line INTEGER NOT NULL,
  digest BLOB NOT NULL, -- SHA-256 of all lines up to last_line
  answers BLOB NOT NULL, -- JSON [[line, text of its answer], …], compressed
  PRIMARY KEY (key_id, last_line)
) WITHOUT ROWID;

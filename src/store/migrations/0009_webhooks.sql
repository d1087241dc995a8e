-- Addresses that are told of changes of datasets (docs/webhooks.md).

CREATE TABLE webhook (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL, -- who is told: nothing that this user may not read
  url TEXT NOT NULL,
  secret TEXT NOT NULL, -- whsec_ and base64
  q TEXT,
  fq TEXT,
  package_id TEXT,
  created TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused')),
  reason TEXT, -- why it was paused
  position INTEGER NOT NULL, -- of the change log: everything up to it was told
  is_seeded INTEGER NOT NULL DEFAULT 0, -- whether webhook_dataset holds what was there when it was made
  failures INTEGER NOT NULL DEFAULT 0, -- since the last success
  next_attempt INTEGER, -- milliseconds since 1970
  delivered INTEGER NOT NULL DEFAULT 0,
  last_delivery TEXT,
  last_status INTEGER,
  last_error TEXT
) WITHOUT ROWID;
CREATE INDEX webhook_user ON webhook (user_id);

-- Datasets that a webhook was told of, and not yet of their end.
CREATE TABLE webhook_dataset (
  webhook_id TEXT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  package_id TEXT NOT NULL,
  PRIMARY KEY (webhook_id, package_id)
) WITHOUT ROWID;

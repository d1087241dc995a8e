-- Work to be done later, or in the background (see src/jobs). Times are milliseconds since 1970.

CREATE TABLE job (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, -- who asked first
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  queue TEXT NOT NULL,
  title TEXT NOT NULL,
  data TEXT NOT NULL, -- JSON
  key TEXT, -- of jobs of a kind with the same key, one waits and one runs at the most
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  created TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, -- begun so far
  worker TEXT, -- who runs it
  lease_until INTEGER, -- until then its worker is believed to live
  started INTEGER,
  ended INTEGER,
  progress REAL, -- 0 to 1
  result TEXT, -- JSON
  error TEXT
);
CREATE INDEX job_due ON job (kind, run_at, seq) WHERE state = 'queued';
CREATE UNIQUE INDEX job_waiting_key ON job (kind, key) WHERE state = 'queued' AND key IS NOT NULL;
CREATE INDEX job_queue ON job (queue, seq) WHERE state = 'queued';
CREATE INDEX job_running ON job (kind, key) WHERE state = 'running';
CREATE INDEX job_ended ON job (ended) WHERE ended IS NOT NULL;
CREATE INDEX job_history ON job (kind, seq) WHERE ended IS NOT NULL;
CREATE INDEX job_key ON job (kind, key, seq) WHERE key IS NOT NULL;

CREATE TABLE job_log (
  seq INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  time INTEGER NOT NULL,
  line TEXT NOT NULL
);
CREATE INDEX job_log_job ON job_log (job_id, seq);

CREATE TABLE job_schedule ( -- kinds that come again and again
  kind TEXT NOT NULL PRIMARY KEY,
  next_at INTEGER NOT NULL
) WITHOUT ROWID;

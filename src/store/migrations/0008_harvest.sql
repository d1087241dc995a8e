-- Other portals that are harvested, what each run did, and what came from where (docs/harvesting.md).

CREATE TABLE harvest_source (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  notes TEXT NOT NULL,
  source_type TEXT NOT NULL,
  frequency TEXT NOT NULL,
  config TEXT NOT NULL, -- JSON
  owner_org TEXT, -- id of the organization of its datasets
  creator_user_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('active', 'deleted')),
  metadata_created TEXT NOT NULL,
  metadata_modified TEXT NOT NULL,
  next_run INTEGER, -- milliseconds since 1970
  validators TEXT -- JSON: ETag and Last-Modified of what was read completely
) WITHOUT ROWID;
CREATE INDEX harvest_source_org ON harvest_source (owner_org);

CREATE TABLE harvest_job (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  source_id TEXT NOT NULL REFERENCES harvest_source (id) ON DELETE CASCADE,
  status TEXT NOT NULL CHECK (status IN ('New', 'Running', 'Finished', 'Aborted')),
  created TEXT NOT NULL,
  gather_started TEXT,
  finished TEXT,
  options TEXT NOT NULL, -- JSON
  checkpoint TEXT, -- JSON: where the source's reader goes on
  total INTEGER, -- records that the source says it has
  added INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  errors TEXT NOT NULL DEFAULT '[]' -- JSON: why the source could not be read whole
);
CREATE INDEX harvest_job_source ON harvest_job (source_id, seq);
CREATE UNIQUE INDEX harvest_job_open ON harvest_job (source_id) WHERE status IN ('New', 'Running');

CREATE TABLE harvest_object ( -- one of each record of a source, updated in its place
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES harvest_source (id) ON DELETE CASCADE,
  guid TEXT NOT NULL,
  package_id TEXT,
  hash TEXT, -- of the dataset as it was saved
  state TEXT NOT NULL CHECK (state IN ('current', 'refused', 'deleted')),
  reason TEXT, -- why it was refused
  job_id TEXT NOT NULL, -- the newest run that saw it
  gathered TEXT NOT NULL,
  modified TEXT -- as the source says
) WITHOUT ROWID;
CREATE UNIQUE INDEX harvest_object_guid ON harvest_object (source_id, guid);
CREATE INDEX harvest_object_package ON harvest_object (package_id);

CREATE TABLE harvest_record ( -- what a run did with each record, but for unchanged ones
  seq INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES harvest_job (id) ON DELETE CASCADE,
  guid TEXT NOT NULL,
  object_id TEXT,
  package_id TEXT,
  change TEXT NOT NULL CHECK (change IN ('created', 'changed', 'deleted', 'refused')),
  reason TEXT, -- why it was refused, or what was repaired
  UNIQUE (job_id, guid)
);

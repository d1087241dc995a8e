-- The catalogue. Tables and columns are named as CKAN names them; times are UTC text without a zone, as CKAN sends them.

CREATE TABLE user (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  fullname TEXT,
  email TEXT,
  password_hash TEXT,
  apikey TEXT,
  about TEXT,
  image_url TEXT,
  image_key TEXT, -- the stored file, when image_url names one
  activity_streams_email_notifications INTEGER NOT NULL DEFAULT 0,
  sysadmin INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'active',
  reset_key TEXT,
  plugin_extras TEXT, -- JSON
  created TEXT NOT NULL,
  last_active TEXT,
  search_text TEXT NOT NULL -- name and fullname in lower case, a line each
);
CREATE INDEX user_by_email ON user (lower(email));
CREATE INDEX user_by_display_name ON user (coalesce(nullif(fullname, ''), name)) WHERE state <> 'deleted';

CREATE TABLE api_token (
  id TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the token's jti: the token itself is never kept
  name TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES user (id),
  created_at TEXT NOT NULL,
  expires_at TEXT,
  last_access TEXT
);
CREATE INDEX api_token_by_user ON api_token (user_id, created_at);

CREATE TABLE "group" ( -- groups and organizations
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL DEFAULT '',
  type TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  image_url TEXT NOT NULL DEFAULT '',
  image_key TEXT,
  created TEXT NOT NULL,
  is_organization INTEGER NOT NULL,
  approval_status TEXT NOT NULL DEFAULT 'approved',
  state TEXT NOT NULL DEFAULT 'active',
  extras TEXT NOT NULL DEFAULT '[]' -- JSON: [{id, key, value, state}]
);
CREATE INDEX group_by_title ON "group" (is_organization, state, type, title);

CREATE TABLE member (
  id TEXT NOT NULL PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES "group" (id),
  table_name TEXT NOT NULL, -- user, package or group (then table_id is the parent of group_id)
  table_id TEXT NOT NULL,
  capacity TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'active'
);
CREATE UNIQUE INDEX member_by_group ON member (group_id, table_name, table_id);
CREATE INDEX member_by_object ON member (table_name, table_id, state);

CREATE TABLE vocabulary (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE tag (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  vocabulary_id TEXT REFERENCES vocabulary (id),
  search_text TEXT NOT NULL -- the name in lower case
);
CREATE UNIQUE INDEX tag_by_name ON tag (name, ifnull(vocabulary_id, ''));
CREATE INDEX tag_by_vocabulary ON tag (vocabulary_id, name, search_text);

CREATE TABLE package (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  title TEXT,
  version TEXT,
  url TEXT,
  author TEXT,
  author_email TEXT,
  maintainer TEXT,
  maintainer_email TEXT,
  notes TEXT,
  license_id TEXT,
  type TEXT NOT NULL DEFAULT 'dataset',
  owner_org TEXT REFERENCES "group" (id),
  creator_user_id TEXT,
  private INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'active',
  metadata_created TEXT NOT NULL,
  metadata_modified TEXT NOT NULL,
  extras TEXT NOT NULL DEFAULT '[]', -- JSON: [{key, value}], ordered by key
  plugin_data TEXT -- JSON
);
CREATE INDEX package_by_org ON package (owner_org, state, private);
CREATE INDEX package_by_creator ON package (creator_user_id, state, private);
CREATE INDEX package_public ON package (name) WHERE state = 'active' AND private = 0;

-- The dataset as package_show answers it, kept beside its rows. Its organization and groups are added when it is
-- read, so that renaming one of them touches no dataset.
CREATE TABLE package_rendered (
  package_id TEXT NOT NULL PRIMARY KEY REFERENCES package (id) ON DELETE CASCADE,
  rendered_with TEXT NOT NULL, -- what the text depends on besides the rows (site address, licences): see render-package.ts
  owner_org TEXT,
  text TEXT NOT NULL -- JSON without its closing brace
);

CREATE TABLE resource (
  id TEXT NOT NULL PRIMARY KEY,
  package_id TEXT NOT NULL REFERENCES package (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  url TEXT NOT NULL DEFAULT '',
  format TEXT,
  description TEXT,
  hash TEXT NOT NULL DEFAULT '',
  name TEXT,
  resource_type TEXT,
  mimetype TEXT,
  mimetype_inner TEXT,
  size INTEGER,
  created TEXT,
  last_modified TEXT,
  metadata_modified TEXT,
  cache_url TEXT,
  cache_last_updated TEXT,
  url_type TEXT,
  state TEXT NOT NULL DEFAULT 'active',
  extras TEXT NOT NULL DEFAULT '{}', -- JSON: the fields that CKAN's schema does not name
  file_key TEXT -- the stored file of an upload
);
CREATE INDEX resource_by_package ON resource (package_id, position);
CREATE INDEX resource_by_format ON resource (lower(format)) WHERE state = 'active';

CREATE TABLE package_tag (
  package_id TEXT NOT NULL REFERENCES package (id) ON DELETE CASCADE,
  tag_id TEXT NOT NULL REFERENCES tag (id),
  PRIMARY KEY (package_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX package_tag_by_tag ON package_tag (tag_id);

CREATE TABLE package_relationship (
  id TEXT NOT NULL PRIMARY KEY,
  subject_package_id TEXT NOT NULL REFERENCES package (id) ON DELETE CASCADE,
  object_package_id TEXT NOT NULL REFERENCES package (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  comment TEXT NOT NULL DEFAULT ''
);
CREATE INDEX package_relationship_by_subject ON package_relationship (subject_package_id);
CREATE INDEX package_relationship_by_object ON package_relationship (object_package_id);

CREATE TABLE package_member ( -- collaborators
  package_id TEXT NOT NULL REFERENCES package (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES user (id),
  capacity TEXT NOT NULL,
  modified TEXT NOT NULL,
  PRIMARY KEY (package_id, user_id)
) WITHOUT ROWID;
CREATE INDEX package_member_by_user ON package_member (user_id);

CREATE TABLE follower (
  object_type TEXT NOT NULL, -- user, dataset or group
  object_id TEXT NOT NULL,
  follower_id TEXT NOT NULL REFERENCES user (id),
  datetime TEXT NOT NULL,
  PRIMARY KEY (object_type, object_id, follower_id)
) WITHOUT ROWID;
CREATE INDEX follower_by_user ON follower (follower_id, object_type);

CREATE TABLE resource_view (
  id TEXT NOT NULL PRIMARY KEY,
  resource_id TEXT NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  description TEXT,
  view_type TEXT NOT NULL,
  "order" INTEGER NOT NULL,
  config TEXT NOT NULL DEFAULT '{}' -- JSON
);
CREATE INDEX resource_view_by_resource ON resource_view (resource_id, "order");

CREATE TABLE system_info ( -- options set through config_option_update
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE term_translation (
  term TEXT NOT NULL,
  lang_code TEXT NOT NULL,
  term_translation TEXT NOT NULL,
  PRIMARY KEY (term, lang_code)
) WITHOUT ROWID;

CREATE TABLE task_status (
  id TEXT NOT NULL PRIMARY KEY,
  entity_id TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  task_type TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT,
  state TEXT,
  error TEXT,
  last_updated TEXT,
  UNIQUE (entity_id, task_type, key)
);

-- Every write transaction appends what it changed; caches, feeds, webhooks and replicas follow it.
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL, -- package, group, user, tag, …
  id TEXT NOT NULL
);

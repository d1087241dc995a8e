-- Activities: what was done to what by whom, and the feeds that the lists read.

-- Short numbers for ids of users, datasets and groups, and for permission labels.
CREATE TABLE activity_ref (
  ref INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  snapshot INTEGER -- the activity with the newest whole copy of the object: later copies are kept as what differs from it
);
INSERT INTO activity_ref (ref, id) VALUES (1, 'restricted'); -- stands for whatever not everybody may see

CREATE TABLE activity (
  seq INTEGER PRIMARY KEY, -- its time in microseconds since 1970, each once
  tail TEXT NOT NULL, -- the random end of the id; its beginning is the time
  type INTEGER NOT NULL, -- activity-types.ts
  actor INTEGER REFERENCES activity_ref (ref), -- null: a guest
  object INTEGER NOT NULL REFERENCES activity_ref (ref),
  labels TEXT, -- JSON, as shown
  base INTEGER, -- the activity whose data this one's is compressed with; null: the common dictionary
  data BLOB -- compressed JSON; null: {}
);

-- What a list shows to whom: a list is a scope (the ref of its user, dataset or group; 0: all datasets), its readers are
-- audiences (the ref of a permission label, 0: everybody; times two, and one more for users whose activities are hidden).
CREATE TABLE activity_feed (
  scope INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  type INTEGER NOT NULL,
  PRIMARY KEY (scope, audience, seq)
) WITHOUT ROWID;

CREATE TABLE activity_hidden_user (
  user_id TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE dashboard (
  user_id TEXT NOT NULL PRIMARY KEY REFERENCES user (id),
  activity_stream_last_viewed TEXT,
  email_last_sent TEXT
) WITHOUT ROWID;

-- The groups whose lists show a dataset's activities: its organization, and the groups that have it as a member in its
-- own state; none while it is private (CKAN).
CREATE TABLE activity_listed (
  package_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  PRIMARY KEY (package_id, group_id)
) WITHOUT ROWID;

CREATE VIEW activity_listing AS
  SELECT id AS package_id, owner_org AS group_id FROM package WHERE private = 0 AND owner_org IS NOT NULL
  UNION
  SELECT package.id, group_id FROM package
    JOIN member ON table_name = 'package' AND table_id = package.id AND member.state = package.state
    WHERE private = 0 AND capacity <> 'organization';

INSERT INTO activity_listed SELECT package_id, group_id FROM activity_listing;

CREATE TRIGGER activity_listed_added AFTER INSERT ON activity_listed BEGIN
  INSERT INTO activity_ref (id)
    SELECT NEW.group_id WHERE NOT EXISTS (SELECT 1 FROM activity_ref WHERE id = NEW.group_id);
  INSERT INTO activity_feed (scope, audience, seq, type)
    SELECT (SELECT ref FROM activity_ref WHERE id = NEW.group_id), audience, seq, type FROM activity_feed
    WHERE scope = (SELECT ref FROM activity_ref WHERE id = NEW.package_id);
END;

CREATE TRIGGER activity_listed_removed AFTER DELETE ON activity_listed BEGIN
  DELETE FROM activity_feed
    WHERE scope = (SELECT ref FROM activity_ref WHERE id = OLD.group_id) AND (audience, seq) IN
      (SELECT audience, seq FROM activity_feed WHERE scope = (SELECT ref FROM activity_ref WHERE id = OLD.package_id));
END;

-- Stands for a procedure: inserting a dataset's id brings its rows of activity_listed up to date. No OR IGNORE in here:
-- inside an upsert SQLite would abort all the same.
CREATE VIEW activity_relist AS SELECT id AS package_id FROM package;
CREATE TRIGGER activity_relist_run INSTEAD OF INSERT ON activity_relist BEGIN
  DELETE FROM activity_listed WHERE package_id = NEW.package_id
    AND group_id NOT IN (SELECT group_id FROM activity_listing WHERE package_id = NEW.package_id);
  INSERT INTO activity_listed
    SELECT package_id, group_id FROM activity_listing WHERE package_id = NEW.package_id
      AND group_id NOT IN (SELECT group_id FROM activity_listed WHERE package_id = NEW.package_id);
END;

CREATE TRIGGER activity_member_added AFTER INSERT ON member WHEN NEW.table_name = 'package' BEGIN
  INSERT INTO activity_relist VALUES (NEW.table_id);
END;
CREATE TRIGGER activity_member_changed AFTER UPDATE OF state, capacity ON member
  WHEN NEW.table_name = 'package' AND (OLD.state <> NEW.state OR OLD.capacity <> NEW.capacity) BEGIN
  INSERT INTO activity_relist VALUES (NEW.table_id);
END;
CREATE TRIGGER activity_member_removed AFTER DELETE ON member WHEN OLD.table_name = 'package' BEGIN
  INSERT INTO activity_relist VALUES (OLD.table_id);
END;
CREATE TRIGGER activity_package_added AFTER INSERT ON package WHEN NEW.owner_org IS NOT NULL AND NEW.private = 0 BEGIN
  INSERT INTO activity_listed VALUES (NEW.id, NEW.owner_org);
END;
CREATE TRIGGER activity_package_changed AFTER UPDATE OF owner_org, private, state ON package
  WHEN OLD.owner_org IS NOT NEW.owner_org OR OLD.private <> NEW.private OR OLD.state <> NEW.state BEGIN
  INSERT INTO activity_relist VALUES (NEW.id);
END;
CREATE TRIGGER activity_package_removed AFTER DELETE ON package BEGIN
  DELETE FROM activity_listed WHERE package_id = OLD.id;
END;

-- The newest copy of a dataset that an activity keeps is mostly the dataset as it is: it is not stored a second time.

-- The activity whose copy begins with the object's rendered text: its data holds, as a text, only what comes after it.
ALTER TABLE activity_ref ADD COLUMN current INTEGER;

-- A dataset's organization is listed by its row; only memberships of other kinds can change which lists it is in.
DROP TRIGGER activity_member_added;
DROP TRIGGER activity_member_changed;
DROP TRIGGER activity_member_removed;
CREATE TRIGGER activity_member_added AFTER INSERT ON member
  WHEN NEW.table_name = 'package' AND NEW.capacity <> 'organization' BEGIN
  INSERT INTO activity_relist VALUES (NEW.table_id);
END;
CREATE TRIGGER activity_member_changed AFTER UPDATE OF state, capacity ON member
  WHEN NEW.table_name = 'package' AND (OLD.state <> NEW.state OR OLD.capacity <> NEW.capacity) BEGIN
  INSERT INTO activity_relist VALUES (NEW.table_id);
END;
CREATE TRIGGER activity_member_removed AFTER DELETE ON member
  WHEN OLD.table_name = 'package' AND OLD.capacity <> 'organization' BEGIN
  INSERT INTO activity_relist VALUES (OLD.table_id);
END;

-- A dataset of which nothing was ever told brings nothing to the lists that it comes into.
DROP TRIGGER activity_listed_added;
CREATE TRIGGER activity_listed_added AFTER INSERT ON activity_listed
  WHEN EXISTS (SELECT 1 FROM activity_ref WHERE id = NEW.package_id) BEGIN
  INSERT INTO activity_ref (id)
    SELECT NEW.group_id WHERE NOT EXISTS (SELECT 1 FROM activity_ref WHERE id = NEW.group_id);
  INSERT INTO activity_feed (scope, audience, seq, type)
    SELECT (SELECT ref FROM activity_ref WHERE id = NEW.group_id), audience, seq, type FROM activity_feed
    WHERE scope = (SELECT ref FROM activity_ref WHERE id = NEW.package_id);
END;

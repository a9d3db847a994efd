DROP INDEX audit_info_given;
DROP INDEX outbox_failed;
DROP TABLE saved_view;
DROP TABLE registration_tag;
DROP TABLE note;
ALTER TABLE registration DROP COLUMN entered_by;
ALTER TABLE registration DROP COLUMN origin;

ALTER TABLE registration DROP COLUMN form_version;
ALTER TABLE event DROP COLUMN form_version;
DROP TABLE form;

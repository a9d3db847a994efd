DROP TABLE agenda_edit_part;
DROP TABLE agenda_edit;
ALTER TABLE event DROP COLUMN conflict_levels;

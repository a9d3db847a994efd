DELETE FROM outbox WHERE kind = 'agenda_changed';
DROP TABLE agenda_notice;
ALTER TABLE release DROP COLUMN letters, DROP COLUMN quiet;

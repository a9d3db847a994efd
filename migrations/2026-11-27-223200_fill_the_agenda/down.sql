DROP TABLE agenda_setting;
DROP TABLE session_item;
DROP TABLE item_document;
DROP TABLE agenda_item;
DROP TABLE session_document;
ALTER TABLE session_speaker DROP COLUMN slides, DROP COLUMN answered_at, DROP COLUMN invited_at, DROP COLUMN note,
    DROP COLUMN state;
ALTER TABLE session DROP COLUMN expected, DROP COLUMN links, DROP COLUMN floor_languages, DROP COLUMN description,
    DROP COLUMN external_id;
ALTER TABLE speaker DROP COLUMN photo;
DELETE FROM file WHERE speaker_id IS NOT NULL OR document_id IS NOT NULL;
DROP INDEX file_once;
ALTER TABLE file DROP CONSTRAINT file_has_one_owner, DROP COLUMN document_id, DROP COLUMN speaker_id,
    ADD CONSTRAINT file_has_one_owner CHECK (num_nonnulls(registration_id, draft_id) = 1);
CREATE UNIQUE INDEX file_once ON file (event_id, registration_id, draft_id, purpose) NULLS NOT DISTINCT
    WHERE deleted_at IS NULL;
DROP TABLE document;
ALTER TABLE speaker DROP COLUMN secret, DROP COLUMN gender, DROP COLUMN registration_id, DROP COLUMN language,
    DROP CONSTRAINT speaker_has_key_of_email, DROP COLUMN email_key, DROP COLUMN email, DROP COLUMN external_id, DROP COLUMN organisation;
ALTER TABLE topic DROP COLUMN code, DROP COLUMN symbol, DROP COLUMN full_title;
ALTER TABLE room DROP CONSTRAINT room_has_both_hours, DROP COLUMN external_id, DROP COLUMN booths, DROP COLUMN closes,
    DROP COLUMN opens;

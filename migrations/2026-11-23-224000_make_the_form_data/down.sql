ALTER TABLE file DROP CONSTRAINT protected_file_is_sealed, DROP CONSTRAINT file_class_check;
ALTER TABLE file RENAME COLUMN class TO sensitivity;
UPDATE file SET sensitivity = lower(sensitivity);
ALTER TABLE file ADD CONSTRAINT file_sensitivity_check CHECK (sensitivity IN ('cl0', 'cl1', 'cl2', 'cl3', 'cl4', 'cl5')),
    ADD CONSTRAINT guarded_file_is_sealed CHECK (sensitivity < 'cl3' OR key_id IS NOT NULL);
COMMENT ON COLUMN file.sensitivity IS NULL;
ALTER TABLE registration DROP COLUMN form_version;
ALTER TABLE event DROP COLUMN form_version;
DROP TABLE form;

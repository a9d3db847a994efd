-- What an event asks besides the core becomes data: a list of questions, with every version kept.

CREATE TABLE form (
    event_id   uuid NOT NULL REFERENCES event,
    version    integer NOT NULL CHECK (version > 0),
    definition jsonb NOT NULL CHECK (jsonb_typeof(definition) = 'array'),
    created_at timestamptz NOT NULL,
    created_by uuid REFERENCES account,
    PRIMARY KEY (event_id, version)
);
COMMENT ON TABLE form IS 'Immutable: event.form_version names the one that is asked, registration.form_version the one under which answers were given.';
COMMENT ON COLUMN form.definition IS 'Questions in the order in which they are asked; built-in ones that are off are left out.';
COMMENT ON COLUMN form.created_by IS 'Null for the program itself.';
CREATE TRIGGER form_is_immutable BEFORE UPDATE OR DELETE ON form
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Events that are there have asked the core and nothing else.
INSERT INTO form (event_id, version, definition, created_at) SELECT id, 1, '[]', created_at FROM event;

ALTER TABLE event ADD COLUMN form_version integer NOT NULL DEFAULT 1;
-- An event and its first form refer to each other: the end of the transaction decides.
ALTER TABLE event ADD FOREIGN KEY (id, form_version) REFERENCES form (event_id, version)
    DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE registration ADD COLUMN form_version integer NOT NULL DEFAULT 1;
ALTER TABLE registration ALTER COLUMN form_version DROP DEFAULT;
ALTER TABLE registration ADD FOREIGN KEY (event_id, form_version) REFERENCES form (event_id, version);

-- Files and questions know the same classes of what may be seen by whom.
ALTER TABLE file DROP CONSTRAINT guarded_file_is_sealed, DROP CONSTRAINT file_sensitivity_check;
ALTER TABLE file RENAME COLUMN sensitivity TO class;
UPDATE file SET class = upper(class);
ALTER TABLE file ADD CHECK (class IN ('CL0', 'CL1', 'CL2', 'CL3', 'CL4', 'CL5')),
    ADD CONSTRAINT protected_file_is_sealed CHECK (class < 'CL3' OR key_id IS NOT NULL);
COMMENT ON COLUMN file.class IS 'Who may see it, from CL0 for everybody; from CL3 on it is protected.';

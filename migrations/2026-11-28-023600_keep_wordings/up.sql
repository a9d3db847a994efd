-- What organisers write for letters: every save is a version that is never changed; the newest one counts.
CREATE TABLE letter_wording (
    event_id            uuid NOT NULL REFERENCES event,
    kind                text NOT NULL,
    representation_type text NOT NULL DEFAULT '',
    language            text NOT NULL,
    version             integer NOT NULL CHECK (version > 0),
    subject             text NOT NULL,
    opening             text NOT NULL,
    body                text NOT NULL,
    closing             text NOT NULL,
    restored            integer,
    saved_at            timestamptz NOT NULL,
    saved_by            uuid REFERENCES account,
    PRIMARY KEY (event_id, kind, representation_type, language, version),
    FOREIGN KEY (event_id, kind, representation_type, language, restored) REFERENCES letter_wording
);
COMMENT ON TABLE letter_wording IS 'Texts of letters by occasion, type and language; an empty part is said in the program''s own words.';
COMMENT ON COLUMN letter_wording.representation_type IS 'Empty: for every type.';
COMMENT ON COLUMN letter_wording.restored IS 'The older version whose texts were taken again.';
CREATE TRIGGER letter_wording_is_immutable BEFORE UPDATE OR DELETE ON letter_wording
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Letters about releases: what each of them compares with, and what a release did about them.

CREATE TABLE agenda_notice (
    letter_id uuid PRIMARY KEY REFERENCES outbox ON DELETE CASCADE,
    event_id  uuid NOT NULL REFERENCES event,
    since     integer,
    at_once   boolean NOT NULL,
    FOREIGN KEY (event_id, since) REFERENCES release (event_id, number)
);
COMMENT ON COLUMN agenda_notice.since IS
    'The last release that the recipient knows of; null: none, the first one is told. The letter tells the differences to the release of the moment when it leaves, so that several releases become one letter.';
COMMENT ON COLUMN agenda_notice.at_once IS 'Released on a day of the event: not held back, and marked so.';

ALTER TABLE release ADD COLUMN letters integer NOT NULL DEFAULT 0 CHECK (letters >= 0);
ALTER TABLE release ADD COLUMN quiet boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN release.letters IS 'How many people are told of it by letter.';
COMMENT ON COLUMN release.quiet IS 'The organiser wanted no letters about it.';

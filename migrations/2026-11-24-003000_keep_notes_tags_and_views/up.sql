-- What organisers keep for themselves beside registrations: who entered one, notes, tags, and views of the list.

ALTER TABLE registration ADD COLUMN origin text NOT NULL DEFAULT 'delegate' CHECK (origin IN ('delegate', 'organiser'));
ALTER TABLE registration ADD COLUMN entered_by uuid REFERENCES account;
ALTER TABLE registration ADD CONSTRAINT registration_entered_by CHECK (entered_by IS NULL OR origin = 'organiser');
COMMENT ON COLUMN registration.origin IS
    'Who typed the answers, and with them gave the address: the delegate, or an organiser on the delegate''s behalf.';
COMMENT ON COLUMN registration.entered_by IS 'The organiser who entered it; null also where the program itself did.';

CREATE TABLE note (
    event_id        uuid NOT NULL,
    id              uuid NOT NULL UNIQUE,
    registration_id uuid NOT NULL,
    text            text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    account_id      uuid REFERENCES account,
    author          text NOT NULL,
    written_at      timestamptz NOT NULL,
    PRIMARY KEY (event_id, id),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration
);
COMMENT ON TABLE note IS
    'Of the secretariat, never shown to the delegate and in none of the delegate''s files. Where the law gives a person a copy of everything kept about them, somebody reads the notes first and hands them over by hand.';
COMMENT ON COLUMN note.author IS 'The name of the account when the note was written.';
CREATE INDEX note_registration ON note (event_id, registration_id, written_at);

CREATE TABLE registration_tag (
    event_id        uuid NOT NULL,
    registration_id uuid NOT NULL,
    tag             text COLLATE "und-x-icu" NOT NULL CHECK (length(tag) BETWEEN 1 AND 40),
    PRIMARY KEY (event_id, registration_id, tag),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration
);
COMMENT ON TABLE registration_tag IS
    'Free words of the organisers, in small letters. A tag of an event is one that somebody there has: it needs no row of its own.';
CREATE INDEX registration_tag_tag ON registration_tag (event_id, tag);

CREATE TABLE saved_view (
    event_id   uuid NOT NULL REFERENCES event,
    id         uuid NOT NULL UNIQUE,
    account_id uuid NOT NULL REFERENCES account,
    name       text COLLATE "und-x-icu" NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    query      text NOT NULL CHECK (length(query) <= 2000),
    shared     boolean NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (event_id, id)
);
COMMENT ON COLUMN saved_view.query IS
    'Filter, order and columns as the part of an address behind the question mark; written anew by the program, never as it was sent.';
CREATE UNIQUE INDEX saved_view_name ON saved_view (event_id, account_id, lower(name));

-- What waits for an organiser is found without looking at everything.
CREATE INDEX outbox_failed ON outbox (event_id, registration_id) WHERE state = 'failed';
CREATE INDEX audit_info_given ON audit (event_id, subject_id, at) WHERE action = 'info_given';

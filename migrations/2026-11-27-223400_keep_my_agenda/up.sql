-- Sessions that somebody put a star on. Without a registration they stay in a signed cookie; a row is made only when
-- the person asks for a calendar address, or opens the agenda of a registration.
CREATE TABLE my_agenda (
    event_id        uuid NOT NULL REFERENCES event,
    id              uuid NOT NULL UNIQUE,
    registration_id uuid,
    token           text UNIQUE CHECK (token ~ '^[a-z0-9]{32}$'),
    stars           integer[] NOT NULL CHECK (cardinality(stars) <= 200),
    changed_at      timestamptz NOT NULL,
    PRIMARY KEY (event_id, id),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration
);
COMMENT ON TABLE my_agenda IS
    'Chosen sessions, without a name. Rows that belong to no registration go three months after their event.';
COMMENT ON COLUMN my_agenda.token IS 'In the address of the calendar; none when nobody asked for one, or it was switched off.';
COMMENT ON COLUMN my_agenda.stars IS 'Numbers of sessions, which are never used again: one that was taken out is told as cancelled.';
CREATE UNIQUE INDEX my_agenda_of_registration ON my_agenda (event_id, registration_id)
    WHERE registration_id IS NOT NULL;

INSERT INTO site_secret (purpose, secret) VALUES
    ('my-agenda', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

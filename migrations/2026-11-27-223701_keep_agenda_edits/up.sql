-- Edits of the timetable, so that they can be taken back from any browser; and how serious each conflict is at an event.

ALTER TABLE event ADD COLUMN conflict_levels jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(conflict_levels) = 'object');
COMMENT ON COLUMN event.conflict_levels IS 'By rule, those that differ from the built-in ones.';

CREATE TABLE agenda_edit (
    event_id   uuid NOT NULL REFERENCES event,
    number     bigint GENERATED ALWAYS AS IDENTITY,
    kind       text NOT NULL CHECK (kind IN ('move', 'take_out', 'put_in', 'swap', 'copy', 'split')),
    title      jsonb NOT NULL CHECK (jsonb_typeof(title) = 'object'),
    account_id uuid REFERENCES account,
    author     text NOT NULL,
    done_at    timestamptz NOT NULL,
    undone_at  timestamptz,
    PRIMARY KEY (event_id, number)
);
COMMENT ON TABLE agenda_edit IS 'A stack for each event: the last edit that was not taken back comes first.';
COMMENT ON COLUMN agenda_edit.title IS 'Of the session as it was called then.';
COMMENT ON COLUMN agenda_edit.author IS 'The name of the account at that moment.';

CREATE TABLE agenda_edit_part (
    event_id       uuid NOT NULL,
    number         bigint NOT NULL,
    session_id     uuid NOT NULL,
    made           boolean NOT NULL,
    day            date,
    starts         time,
    minutes        integer,
    room_id        uuid,
    version_before integer NOT NULL,
    version_after  integer NOT NULL,
    PRIMARY KEY (event_id, number, session_id),
    FOREIGN KEY (event_id, number) REFERENCES agenda_edit ON DELETE CASCADE,
    CHECK ((day IS NULL) = (starts IS NULL))
);
COMMENT ON COLUMN agenda_edit_part.session_id IS 'No foreign key: the session may be gone, and then the edit can''t be taken back.';
COMMENT ON COLUMN agenda_edit_part.made IS 'The edit made this session: taking it back removes it. Otherwise day, time, length and room are those from before.';
COMMENT ON COLUMN agenda_edit_part.version_after IS 'A session of another version has been changed since.';

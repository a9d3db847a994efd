-- The whole house: accounts, events, agenda, releases, registrations, places, outbox, audit.
-- Every row of an event carries event_id, and foreign keys include it, so that no row can point into another event.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Organisers ---------------------------------------------------------------------------------------------------

CREATE TABLE account (
    id              uuid PRIMARY KEY,
    email           text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    email_key       text NOT NULL UNIQUE,
    name            text COLLATE "und-x-icu" NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    password_hash   text NOT NULL,
    language        text NOT NULL DEFAULT 'en',
    administrator   boolean NOT NULL DEFAULT false,
    totp_secret     bytea,
    totp_last_step  bigint NOT NULL DEFAULT 0,
    recovery_hashes text[] NOT NULL DEFAULT '{}',
    created_at      timestamptz NOT NULL,
    disabled_at     timestamptz
);
COMMENT ON COLUMN account.email_key IS 'The address in lower case: two spellings are one account.';
COMMENT ON COLUMN account.totp_last_step IS 'The last time step whose code was used: a code works once.';
COMMENT ON COLUMN account.recovery_hashes IS 'SHA-256 of the recovery codes that were not used yet, in hexadecimal.';

CREATE TABLE sign_in (
    token_hash    bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    account_id    uuid NOT NULL REFERENCES account,
    second_factor boolean NOT NULL,
    csrf_token    text NOT NULL,
    agent         text NOT NULL DEFAULT '',
    created_at    timestamptz NOT NULL,
    seen_at       timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
COMMENT ON COLUMN sign_in.token_hash IS 'SHA-256 of the cookie: a stolen database opens no desk.';
COMMENT ON COLUMN sign_in.second_factor IS 'False while the code of the second factor is still awaited.';
CREATE INDEX sign_in_account ON sign_in (account_id);

CREATE TABLE throttle (
    key        text PRIMARY KEY,
    failures   integer NOT NULL,
    until      timestamptz NOT NULL
);
COMMENT ON TABLE throttle IS 'Failed sign-ins by account, shared by all nodes; until is when the count starts anew.';

-- Events -------------------------------------------------------------------------------------------------------

CREATE TABLE event (
    id                     uuid PRIMARY KEY,
    slug                   text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$'),
    public                 boolean NOT NULL,
    title                  jsonb NOT NULL CHECK (jsonb_typeof(title) = 'object'),
    short_title            jsonb NOT NULL CHECK (jsonb_typeof(short_title) = 'object'),
    lead                   jsonb NOT NULL CHECK (jsonb_typeof(lead) = 'object'),
    about                  jsonb NOT NULL CHECK (jsonb_typeof(about) = 'object'),
    place                  jsonb NOT NULL CHECK (jsonb_typeof(place) = 'object'),
    venue                  jsonb NOT NULL CHECK (jsonb_typeof(venue) = 'object'),
    host                   jsonb NOT NULL CHECK (jsonb_typeof(host) = 'object'),
    contact_email          text NOT NULL,
    time_zone              text NOT NULL,
    starts_on              date NOT NULL,
    ends_on                date NOT NULL,
    languages              text[] NOT NULL CHECK (cardinality(languages) > 0),
    registration_opens_at  timestamptz,
    registration_closes_at timestamptz NOT NULL,
    decision               text NOT NULL CHECK (decision IN ('at_once', 'organisers')),
    answer_within_days     smallint NOT NULL CHECK (answer_within_days BETWEEN 1 AND 60),
    picture_seed           integer NOT NULL,
    current_release        integer,
    next_number            integer NOT NULL DEFAULT 1,
    sample                 boolean NOT NULL DEFAULT false,
    draft_version          integer NOT NULL DEFAULT 1,
    version                integer NOT NULL DEFAULT 1,
    created_at             timestamptz NOT NULL,
    CHECK (ends_on >= starts_on),
    CHECK (registration_opens_at IS NULL OR registration_opens_at < registration_closes_at)
);
COMMENT ON COLUMN event.next_number IS 'The number that the next session of the agenda gets; never reused.';
COMMENT ON COLUMN event.draft_version IS 'Counts edits of the draft agenda: a release names the one that was looked at.';

CREATE TABLE account_role (
    account_id uuid NOT NULL REFERENCES account,
    event_id   uuid NOT NULL REFERENCES event,
    role       text NOT NULL CHECK (role IN ('viewer', 'organiser')),
    PRIMARY KEY (account_id, event_id)
);

CREATE TABLE invitation (
    token_hash    bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    email         text NOT NULL DEFAULT '',
    administrator boolean NOT NULL,
    event_id      uuid REFERENCES event,
    role          text CHECK (role IN ('viewer', 'organiser')),
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz,
    CHECK (administrator <> (event_id IS NOT NULL)),
    CHECK ((event_id IS NULL) = (role IS NULL))
);

-- Agenda: the draft --------------------------------------------------------------------------------------------

CREATE TABLE room (
    event_id uuid NOT NULL REFERENCES event,
    id       uuid NOT NULL UNIQUE,
    name     jsonb NOT NULL CHECK (jsonb_typeof(name) = 'object'),
    note     jsonb NOT NULL CHECK (jsonb_typeof(note) = 'object'),
    capacity integer CHECK (capacity BETWEEN 1 AND 100000),
    position integer NOT NULL,
    PRIMARY KEY (event_id, id)
);

CREATE TABLE topic (
    event_id uuid NOT NULL REFERENCES event,
    id       uuid NOT NULL UNIQUE,
    name     jsonb NOT NULL CHECK (jsonb_typeof(name) = 'object'),
    tone     text NOT NULL CHECK (tone IN ('ihl', 'wps', 'access', 'tech', 'teaching')),
    position integer NOT NULL,
    PRIMARY KEY (event_id, id)
);

CREATE TABLE speaker (
    event_id uuid NOT NULL REFERENCES event,
    id       uuid NOT NULL UNIQUE,
    name     jsonb NOT NULL CHECK (jsonb_typeof(name) = 'object'),
    position jsonb NOT NULL CHECK (jsonb_typeof(position) = 'object'),
    about    jsonb NOT NULL CHECK (jsonb_typeof(about) = 'object'),
    PRIMARY KEY (event_id, id)
);

CREATE TABLE session (
    event_id       uuid NOT NULL REFERENCES event,
    id             uuid NOT NULL UNIQUE,
    number         integer NOT NULL CHECK (number > 0),
    kind           text NOT NULL,
    title          jsonb NOT NULL CHECK (jsonb_typeof(title) = 'object'),
    summary        jsonb NOT NULL CHECK (jsonb_typeof(summary) = 'object'),
    day            date,
    starts         time,
    minutes        integer CHECK (minutes BETWEEN 5 AND 1440),
    room_id        uuid,
    place          jsonb NOT NULL CHECK (jsonb_typeof(place) = 'object'),
    openness       text NOT NULL,
    interpretation text[] NOT NULL DEFAULT '{}',
    sign_up        boolean NOT NULL DEFAULT false,
    cancelled      boolean NOT NULL DEFAULT false,
    version        integer NOT NULL DEFAULT 1,
    PRIMARY KEY (event_id, id),
    UNIQUE (event_id, number),
    FOREIGN KEY (event_id, room_id) REFERENCES room,
    CHECK ((day IS NULL) = (starts IS NULL))
);
COMMENT ON COLUMN session.sign_up IS 'One signs up for it; its seats are the rows of place that name it.';
COMMENT ON COLUMN session.day IS 'Local date in the zone of the event; null: not in the timetable yet.';

CREATE TABLE session_topic (
    event_id   uuid NOT NULL,
    session_id uuid NOT NULL,
    topic_id   uuid NOT NULL,
    position   integer NOT NULL,
    PRIMARY KEY (event_id, session_id, topic_id),
    FOREIGN KEY (event_id, session_id) REFERENCES session ON DELETE CASCADE,
    FOREIGN KEY (event_id, topic_id) REFERENCES topic
);

CREATE TABLE session_speaker (
    event_id   uuid NOT NULL,
    session_id uuid NOT NULL,
    speaker_id uuid NOT NULL,
    role       text NOT NULL,
    position   integer NOT NULL,
    PRIMARY KEY (event_id, session_id, speaker_id),
    FOREIGN KEY (event_id, session_id) REFERENCES session ON DELETE CASCADE,
    FOREIGN KEY (event_id, speaker_id) REFERENCES speaker
);

-- Agenda: what was released ------------------------------------------------------------------------------------

CREATE TABLE release (
    event_id    uuid NOT NULL REFERENCES event,
    number      integer NOT NULL CHECK (number > 0),
    comment     text NOT NULL,
    snapshot    jsonb NOT NULL,
    changes     jsonb NOT NULL,
    released_at timestamptz NOT NULL,
    released_by uuid REFERENCES account,
    PRIMARY KEY (event_id, number)
);
COMMENT ON TABLE release IS 'Immutable: the public sees the one that event.current_release names.';
CREATE TRIGGER release_is_immutable BEFORE UPDATE OR DELETE ON release
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE event ADD FOREIGN KEY (id, current_release) REFERENCES release (event_id, number);

-- Registrations ------------------------------------------------------------------------------------------------

CREATE TABLE registration (
    event_id            uuid NOT NULL REFERENCES event,
    id                  uuid NOT NULL UNIQUE,
    reference           text NOT NULL,
    secret              text NOT NULL UNIQUE CHECK (length(secret) >= 26),
    status              text NOT NULL
        CHECK (status IN ('submitted', 'confirmed', 'waitlisted', 'declined', 'withdrawn')),
    status_since        timestamptz NOT NULL,
    waiting_number      bigint,
    reason              text NOT NULL DEFAULT '',
    email               text COLLATE "und-x-icu" NOT NULL,
    email_key           text NOT NULL,
    language            text NOT NULL,
    name                text COLLATE "und-x-icu" NOT NULL,
    badge_name          text COLLATE "und-x-icu" NOT NULL,
    representation_type text NOT NULL,
    state               text,
    organisation        text COLLATE "und-x-icu" NOT NULL,
    position            text COLLATE "und-x-icu" NOT NULL,
    answers             jsonb NOT NULL CHECK (jsonb_typeof(answers) = 'object'),
    submitted_at        timestamptz NOT NULL,
    version             integer NOT NULL DEFAULT 1,
    PRIMARY KEY (event_id, id),
    UNIQUE (event_id, reference),
    CHECK ((status = 'waitlisted') = (waiting_number IS NOT NULL))
);
COMMENT ON COLUMN registration.name IS
    'Searched without regard to case, in any alphabet: with a collation of its own, because a database made with locale C knows only ASCII.';
COMMENT ON COLUMN registration.secret IS 'Of the status page: at least 128 random bits in base 32.';
COMMENT ON COLUMN registration.answers IS 'All answers of the form; the columns beside it are those that lists sort and search by.';
COMMENT ON COLUMN registration.waiting_number IS 'Order in the queue; the smallest is next.';
CREATE INDEX registration_list ON registration (event_id, status, submitted_at);
CREATE INDEX registration_queue ON registration (event_id, waiting_number) WHERE status = 'waitlisted';
CREATE SEQUENCE waiting_number;

CREATE TABLE draft (
    event_id        uuid NOT NULL REFERENCES event,
    id              uuid NOT NULL UNIQUE,
    secret          text NOT NULL UNIQUE CHECK (length(secret) >= 26),
    answers         jsonb NOT NULL CHECK (jsonb_typeof(answers) = 'object'),
    registration_id uuid UNIQUE,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (event_id, id),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration
);
COMMENT ON COLUMN draft.registration_id IS 'What became of it: sending the same draft again answers with the same registration.';

CREATE TABLE place (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id        uuid NOT NULL REFERENCES event,
    session_id      uuid,
    registration_id uuid,
    FOREIGN KEY (event_id, session_id) REFERENCES session,
    FOREIGN KEY (event_id, registration_id) REFERENCES registration
);
COMMENT ON TABLE place IS
    'One row for each place at the event (session_id null) or seat in a session; the limit is the number of rows, so nothing can be oversold.';
CREATE INDEX place_free ON place (event_id, session_id, id) WHERE registration_id IS NULL;
CREATE UNIQUE INDEX place_once ON place (registration_id, session_id) NULLS NOT DISTINCT WHERE registration_id IS NOT NULL;

CREATE TABLE seat_wish (
    event_id        uuid NOT NULL,
    session_id      uuid NOT NULL,
    registration_id uuid NOT NULL,
    number          bigint NOT NULL DEFAULT nextval('waiting_number'),
    PRIMARY KEY (event_id, session_id, registration_id),
    FOREIGN KEY (event_id, session_id) REFERENCES session,
    FOREIGN KEY (event_id, registration_id) REFERENCES registration
);
CREATE INDEX seat_wish_registration ON seat_wish (event_id, registration_id);
COMMENT ON TABLE seat_wish IS 'The waiting list of a session, in the order of number.';

-- Letters ------------------------------------------------------------------------------------------------------

CREATE TABLE outbox (
    id              uuid PRIMARY KEY,
    event_id        uuid NOT NULL REFERENCES event,
    registration_id uuid NOT NULL,
    kind            text NOT NULL
        CHECK (kind IN ('received', 'confirmed', 'waiting_list', 'declined', 'withdrawn')),
    language        text NOT NULL,
    recipient       text COLLATE "und-x-icu" NOT NULL,
    state           text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
    attempts        integer NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL,
    leased_until    timestamptz,
    last_error      text NOT NULL DEFAULT '',
    queued_at       timestamptz NOT NULL,
    sent_at         timestamptz,
    message         bytea,
    FOREIGN KEY (event_id, registration_id) REFERENCES registration,
    CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
COMMENT ON TABLE outbox IS 'Written in the transaction of the change that it tells about; a worker leases, renders and sends.';
COMMENT ON COLUMN outbox.message IS 'The letter as it was sent (RFC 5322), for the organisers'' mailbox page.';
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'queued';
CREATE INDEX outbox_list ON outbox (event_id, queued_at DESC);
CREATE INDEX outbox_registration ON outbox (event_id, registration_id);

-- Audit trail --------------------------------------------------------------------------------------------------

CREATE TABLE audit (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id     uuid REFERENCES event,
    at           timestamptz NOT NULL,
    actor_kind   text NOT NULL CHECK (actor_kind IN ('visitor', 'delegate', 'account', 'system')),
    actor_id     uuid,
    actor_name   text NOT NULL DEFAULT '',
    action       text NOT NULL,
    subject_kind text NOT NULL,
    subject_id   uuid,
    detail       jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE audit IS 'Append-only: one row for each change of state, written in its transaction.';
CREATE INDEX audit_event ON audit (event_id, id DESC);
CREATE INDEX audit_subject ON audit (event_id, subject_id, id DESC);
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

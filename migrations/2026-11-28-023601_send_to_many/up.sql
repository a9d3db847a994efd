-- Messages to many, and rules that remind.

CREATE TABLE message (
    event_id     uuid NOT NULL REFERENCES event,
    id           uuid NOT NULL UNIQUE,
    purpose      text NOT NULL CHECK (purpose IN ('event', 'future')),
    list         text NOT NULL,
    texts        jsonb NOT NULL CHECK (jsonb_typeof(texts) = 'object'),
    state        text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'confirmed', 'stopped', 'done')),
    version      integer NOT NULL DEFAULT 1,
    due_at       timestamptz,
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz,
    PRIMARY KEY (event_id, id),
    CHECK ((state = 'draft') = (confirmed_at IS NULL)),
    CHECK ((confirmed_at IS NULL) = (due_at IS NULL))
);
COMMENT ON TABLE message IS 'One text to everybody whom a list of registrations showed when it was confirmed.';
COMMENT ON COLUMN message.list IS 'The list as the program itself writes it into an address.';
CREATE INDEX message_due ON message (due_at) WHERE state = 'confirmed';

CREATE TABLE message_recipient (
    event_id        uuid NOT NULL,
    message_id      uuid NOT NULL,
    registration_id uuid NOT NULL,
    state           text NOT NULL DEFAULT 'waits' CHECK (state IN ('waits', 'queued', 'left_out')),
    PRIMARY KEY (event_id, message_id, registration_id),
    FOREIGN KEY (event_id, message_id) REFERENCES message,
    FOREIGN KEY (event_id, registration_id) REFERENCES registration
);
COMMENT ON TABLE message_recipient IS 'Who gets a message, each once: settled when it was confirmed.';
COMMENT ON COLUMN message_recipient.state IS 'left_out: has stopped such letters, or was merged away, since.';
CREATE INDEX message_recipient_waits ON message_recipient (event_id, message_id, registration_id) WHERE state = 'waits';
CREATE INDEX message_recipient_registration ON message_recipient (event_id, registration_id);

CREATE TABLE reminder_rule (
    event_id uuid NOT NULL REFERENCES event,
    id       uuid NOT NULL UNIQUE,
    kind     text NOT NULL CHECK (kind IN ('arrival', 'thank_you', 'own')),
    anchor   text NOT NULL CHECK (anchor IN ('start', 'end', 'closes')),
    days     integer NOT NULL CHECK (days BETWEEN -365 AND 365),
    at       time NOT NULL,
    audience text NOT NULL,
    types    text[] NOT NULL DEFAULT '{}',
    texts    jsonb NOT NULL CHECK (jsonb_typeof(texts) = 'object'),
    active   boolean NOT NULL,
    version  integer NOT NULL DEFAULT 1,
    look_at  timestamptz,
    PRIMARY KEY (event_id, id)
);
COMMENT ON TABLE reminder_rule IS 'When it fires is reckoned from the event each time, never kept.';
COMMENT ON COLUMN reminder_rule.look_at IS 'Everybody had it when it was looked at last; not looked at again before this.';
CREATE UNIQUE INDEX reminder_rule_ready_made ON reminder_rule (event_id, kind) WHERE kind <> 'own';

CREATE TABLE bulk_stop (
    event_id        uuid NOT NULL,
    registration_id uuid NOT NULL,
    stopped_at      timestamptz NOT NULL,
    PRIMARY KEY (event_id, registration_id),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration
);
COMMENT ON TABLE bulk_stop IS 'Delegates who want no more letters that go to many.';

ALTER TABLE outbox ADD COLUMN message_id uuid;
ALTER TABLE outbox ADD COLUMN rule_id uuid;
ALTER TABLE outbox ADD COLUMN sample_id uuid;
ALTER TABLE outbox ADD COLUMN bulk boolean NOT NULL DEFAULT false;
ALTER TABLE outbox ADD FOREIGN KEY (event_id, message_id) REFERENCES message;
ALTER TABLE outbox ADD FOREIGN KEY (event_id, rule_id) REFERENCES reminder_rule;
ALTER TABLE outbox ADD FOREIGN KEY (event_id, sample_id) REFERENCES registration;
COMMENT ON COLUMN outbox.message_id IS 'The text that it carries is that of this message.';
COMMENT ON COLUMN outbox.rule_id IS 'It was sent by this rule. Its id is made of the rule and the registration, so that there is never a second one.';
COMMENT ON COLUMN outbox.sample_id IS 'On trial: it is written as it would be for this registration.';
COMMENT ON COLUMN outbox.bulk IS 'Goes to many: may be stopped by the delegate, and says how.';
CREATE INDEX outbox_message ON outbox (event_id, message_id, state) WHERE message_id IS NOT NULL;

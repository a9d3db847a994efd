-- Letters: states that came back, limits for each domain of recipients, and a pause for each event.

ALTER TABLE outbox ADD COLUMN domain text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (lower(split_part(recipient, '@', 2) COLLATE "C")) STORED;
COMMENT ON COLUMN outbox.domain IS 'Of the recipient: one slow mail server must not hold up the letters to others.';
-- Many letters may be due at the very same moment.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'queued';
CREATE INDEX outbox_leased ON outbox (leased_until, domain) WHERE leased_until IS NOT NULL;
CREATE INDEX outbox_sent ON outbox (sent_at, domain) WHERE sent_at IS NOT NULL;

ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check
    CHECK (state IN ('queued', 'sent', 'failed', 'bounced', 'cancelled'));
ALTER TABLE outbox DROP CONSTRAINT outbox_check;
ALTER TABLE outbox ADD COLUMN bounced_at timestamptz;
ALTER TABLE outbox ADD COLUMN bounce_kind text CHECK (bounce_kind IN ('hard', 'soft'));
ALTER TABLE outbox ADD COLUMN bounce_status text NOT NULL DEFAULT '' CHECK (length(bounce_status) <= 12);
ALTER TABLE outbox ADD COLUMN settled_at timestamptz;
ALTER TABLE outbox ADD CONSTRAINT outbox_sent_check CHECK ((state IN ('sent', 'bounced')) = (sent_at IS NOT NULL));
ALTER TABLE outbox ADD CONSTRAINT outbox_bounced_check
    CHECK ((state = 'bounced') = (bounced_at IS NOT NULL) AND (bounced_at IS NULL) = (bounce_kind IS NULL));
COMMENT ON COLUMN outbox.settled_at IS 'An organiser has looked after the letter that came back: it stops no others.';
-- Which letters came back for good to an address, and which nobody has looked after.
CREATE INDEX outbox_unreachable ON outbox (event_id, recipient) WHERE state = 'bounced' AND settled_at IS NULL;
DROP INDEX outbox_failed;
CREATE INDEX outbox_failed ON outbox (event_id, registration_id) WHERE state IN ('failed', 'bounced');
DROP INDEX outbox_open;
CREATE INDEX outbox_open ON outbox (event_id, state) WHERE state <> 'sent';

CREATE TABLE letter_pause (
    event_id   uuid PRIMARY KEY REFERENCES event,
    account_id uuid NOT NULL REFERENCES account,
    reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
    since      timestamptz NOT NULL
);
COMMENT ON TABLE letter_pause IS 'While there is a row, letters of the event are queued and do not leave.';

INSERT INTO site_secret (purpose, secret) VALUES
    ('return_path', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

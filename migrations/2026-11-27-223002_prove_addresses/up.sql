-- An address counts as the delegate's own when a button was pressed that only a letter to it leads to, or when an
-- organiser vouches for it. Registrations that nobody proves in time end; drafts remind of themselves.

ALTER TABLE event ADD COLUMN proof_required boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN event.proof_required IS 'Whether a registration ends when nobody has shown in time that letters arrive.';

-- Those that are there have had letters and answers: nobody asks them anew.
ALTER TABLE registration ADD COLUMN unproven_until timestamptz;
COMMENT ON COLUMN registration.unproven_until IS
    'When the registration ends unless somebody shows that letters arrive; the year 9999: never; null: it is known that they do, or an organiser vouches for it.';
CREATE INDEX registration_unproven ON registration (unproven_until) WHERE unproven_until IS NOT NULL;

ALTER TABLE draft ADD COLUMN proven_key text NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN remind_at timestamptz;
COMMENT ON COLUMN draft.proven_key IS 'The address, in its common spelling, whose letter led back here; empty: none yet.';
COMMENT ON COLUMN draft.remind_at IS 'When the next letter says that it was not sent; null: none is left to say so.';
CREATE INDEX draft_remind ON draft (remind_at) WHERE remind_at IS NOT NULL;

INSERT INTO site_secret (purpose, secret) VALUES
    ('address', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

COMMENT ON TABLE throttle IS
    'How often something was done within a while, shared by all nodes: failed sign-ins of an account, letters to an address (as a hash), forms from a place on the network.';
COMMENT ON COLUMN throttle.failures IS 'How often, since the count began.';
COMMENT ON COLUMN throttle.until IS 'When the count starts anew.';

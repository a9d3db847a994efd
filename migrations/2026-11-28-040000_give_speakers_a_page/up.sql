-- A speaker has a page behind a secret address. What the person writes about themselves, organisers may be writing too.

ALTER TABLE speaker
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN invited_at timestamptz;
COMMENT ON COLUMN speaker.version IS 'Counts how often the texts about the person were saved; of two forms at once the second is told.';
COMMENT ON COLUMN speaker.invited_at IS 'When the last letter with the present address of the page was queued; null: none was.';

ALTER TABLE audit DROP CONSTRAINT audit_actor_kind_check;
ALTER TABLE audit ADD CONSTRAINT audit_actor_kind_check
    CHECK (actor_kind IN ('visitor', 'delegate', 'speaker', 'account', 'system'));

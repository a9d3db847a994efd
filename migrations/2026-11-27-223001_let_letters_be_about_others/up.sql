-- A letter is about exactly one: a registration, one that was begun, somebody on the agenda, or an organiser.

ALTER TABLE outbox ALTER COLUMN registration_id DROP NOT NULL;
ALTER TABLE outbox ADD COLUMN draft_id uuid;
ALTER TABLE outbox ADD COLUMN speaker_id uuid;
ALTER TABLE outbox ADD COLUMN account_id uuid REFERENCES account;
ALTER TABLE outbox ADD FOREIGN KEY (event_id, draft_id) REFERENCES draft (event_id, id) ON DELETE CASCADE;
ALTER TABLE outbox ADD FOREIGN KEY (event_id, speaker_id) REFERENCES speaker (event_id, id) ON DELETE CASCADE;
ALTER TABLE outbox ADD CONSTRAINT outbox_is_about_one
    CHECK (num_nonnulls(registration_id, draft_id, speaker_id, account_id) = 1);
COMMENT ON COLUMN outbox.draft_id IS
    'Goes with the draft: an address that was typed and never used is not kept for longer than what was typed with it.';
COMMENT ON COLUMN outbox.speaker_id IS 'Goes with the speaker.';
COMMENT ON COLUMN outbox.account_id IS 'An organiser who had a letter sent to themselves, on trial.';
CREATE INDEX outbox_draft ON outbox (event_id, draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX outbox_speaker ON outbox (event_id, speaker_id) WHERE speaker_id IS NOT NULL;

-- The list of kinds is the program's, which reads them back strictly: a copy of it here had to be changed with each.
ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_check CHECK (kind ~ '^[a-z][a-z_]{2,39}$');

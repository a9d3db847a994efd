DELETE FROM outbox WHERE state = 'cancelled' OR kind NOT IN ('received', 'confirmed', 'waiting_list', 'declined', 'withdrawn');
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check CHECK (state IN ('queued', 'sent', 'failed'));
ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_check
    CHECK (kind IN ('received', 'confirmed', 'waiting_list', 'declined', 'withdrawn'));
DROP TABLE decision;
DROP TABLE change_request;
ALTER TABLE registration DROP COLUMN badge;
ALTER TABLE registration DROP COLUMN visa;
ALTER TABLE registration DROP COLUMN credential;
ALTER TABLE registration DROP COLUMN held;
ALTER TABLE registration DROP COLUMN asked_fields;
ALTER TABLE registration DROP COLUMN reminded_at;
ALTER TABLE registration DROP COLUMN answer_by;
ALTER TABLE registration DROP CONSTRAINT registration_status_check;
UPDATE registration SET status = CASE
    WHEN status IN ('awaiting_endorsement', 'info_requested') THEN 'submitted'
    WHEN status IN ('offered', 'reconfirm_required') THEN 'confirmed'
    WHEN status IN ('waitlist_closed', 'cancelled', 'replaced', 'expired') THEN 'declined'
    ELSE status END;
ALTER TABLE registration ADD CONSTRAINT registration_status_check
    CHECK (status IN ('submitted', 'confirmed', 'waitlisted', 'declined', 'withdrawn'));
ALTER TABLE event DROP COLUMN offer_hours;
ALTER TABLE event DROP COLUMN types;

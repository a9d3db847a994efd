-- Every state that a registration can be in, the facets beside it, what delegates are asked for, and decisions that
-- can be taken back for a while. Representation types become part of the event.

ALTER TABLE event ADD COLUMN types jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(types) = 'array');
ALTER TABLE event ADD COLUMN offer_hours integer NOT NULL DEFAULT 48 CHECK (offer_hours BETWEEN 1 AND 720);
COMMENT ON COLUMN event.types IS 'Representation types in the order of lists; their places are the rows of place that name them.';
COMMENT ON COLUMN event.offer_hours IS 'How long a place that became free is kept for the one to whom it is offered.';

UPDATE event SET types = (
    SELECT jsonb_agg(jsonb_build_object(
        'id', gen_random_uuid(), 'code', code, 'name', '{}'::jsonb, 'offered', true,
        'of_a_state', code IN ('member_state', 'observer_state'),
        'path', NULL, 'limit', NULL, 'colour', colour, 'letter', letter, 'opens_at', NULL, 'closes_at', NULL) ORDER BY position)
    FROM (VALUES
        (1, 'member_state', 'red', 'D'), (2, 'observer_state', 'green', 'O'), (3, 'un_entity', 'green', 'U'),
        (4, 'igo', 'green', 'I'), (5, 'rcrc_movement', 'green', 'R'), (6, 'ngo', 'green', 'N'),
        (7, 'academia', 'green', 'A'), (8, 'media', 'yellow', 'P'), (9, 'speaker', 'yellow', 'G'),
        (10, 'secretariat', 'green', 'S')) AS kinds (position, code, colour, letter));

ALTER TABLE registration DROP CONSTRAINT registration_status_check;
ALTER TABLE registration ADD CONSTRAINT registration_status_check CHECK (status IN (
    'awaiting_endorsement', 'submitted', 'info_requested', 'waitlisted', 'offered', 'confirmed', 'reconfirm_required',
    'waitlist_closed', 'declined', 'withdrawn', 'cancelled', 'replaced', 'expired'));
ALTER TABLE registration ADD COLUMN answer_by timestamptz;
ALTER TABLE registration ADD COLUMN reminded_at timestamptz;
ALTER TABLE registration ADD COLUMN asked_fields text[] NOT NULL DEFAULT '{}';
ALTER TABLE registration ADD COLUMN held boolean NOT NULL DEFAULT false;
ALTER TABLE registration ADD COLUMN credential text NOT NULL DEFAULT 'none'
    CHECK (credential IN ('none', 'copy_received', 'verified_copy', 'original_seen', 'defective'));
ALTER TABLE registration ADD COLUMN visa text NOT NULL DEFAULT 'not_needed'
    CHECK (visa IN ('not_needed', 'requested', 'incomplete', 'sent_to_mfa', 'number_received', 'letter_issued', 'issued', 'refused', 'unknown'));
ALTER TABLE registration ADD COLUMN badge text NOT NULL DEFAULT 'none'
    CHECK (badge IN ('none', 'ready', 'printed', 'issued', 'reissued', 'returned', 'revoked', 'lost'));
ALTER TABLE registration ADD CONSTRAINT registration_answer_by CHECK (
    (status IN ('info_requested', 'offered', 'reconfirm_required')) = (answer_by IS NOT NULL));
COMMENT ON COLUMN registration.answer_by IS 'Until when the delegate can answer: what was asked, an offer, or whether they still come.';
COMMENT ON COLUMN registration.reminded_at IS 'When the delegate was last reminded of answer_by.';
COMMENT ON COLUMN registration.asked_fields IS 'Fields that an organiser asked to be completed.';
COMMENT ON COLUMN registration.held IS 'An organiser put it aside: not to be decided yet, and not offered a place.';
CREATE INDEX registration_answer_by ON registration (answer_by) WHERE answer_by IS NOT NULL;

CREATE TABLE change_request (
    event_id        uuid NOT NULL,
    id              uuid NOT NULL UNIQUE,
    registration_id uuid NOT NULL,
    state           text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'applied', 'rejected', 'replaced')),
    wanted          jsonb NOT NULL CHECK (jsonb_typeof(wanted) = 'object'),
    reason          text NOT NULL DEFAULT '',
    asked_at        timestamptz NOT NULL,
    decided_at      timestamptz,
    PRIMARY KEY (event_id, id),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration,
    CHECK ((state = 'pending') = (decided_at IS NULL))
);
COMMENT ON TABLE change_request IS 'Answers that an organiser has to accept first; until then the old ones stay valid.';
COMMENT ON COLUMN change_request.wanted IS 'The new raw answers, by field.';
CREATE UNIQUE INDEX change_request_one ON change_request (registration_id) WHERE state = 'pending';
CREATE INDEX change_request_open ON change_request (event_id, asked_at) WHERE state = 'pending';

CREATE TABLE decision (
    event_id        uuid NOT NULL,
    batch           uuid NOT NULL,
    registration_id uuid NOT NULL,
    letter_id       uuid,
    before          jsonb NOT NULL CHECK (jsonb_typeof(before) = 'object'),
    status          text NOT NULL,
    decided_at      timestamptz NOT NULL,
    undo_until      timestamptz NOT NULL,
    undone_at       timestamptz,
    account_id      uuid REFERENCES account,
    PRIMARY KEY (event_id, batch, registration_id),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration
);
COMMENT ON TABLE decision IS 'What organisers decided and can take back while no letter has left.';
COMMENT ON COLUMN decision.before IS 'The columns of the registration that the decision changed, as they were.';
CREATE INDEX decision_recent ON decision (event_id, undo_until) WHERE undone_at IS NULL;

ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
    'received', 'confirmed', 'waiting_list', 'declined', 'withdrawn', 'info_requested', 'info_reminder', 'offered',
    'offer_reminder', 'waitlist_closed', 'reconfirm', 'reconfirm_reminder', 'cancelled', 'expired', 'change_applied',
    'change_rejected'));
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check CHECK (state IN ('queued', 'sent', 'failed', 'cancelled'));

DELETE FROM outbox WHERE registration_id IS NULL OR kind NOT IN (
    'received', 'confirmed', 'waiting_list', 'declined', 'withdrawn', 'info_requested', 'info_reminder', 'offered',
    'offer_reminder', 'waitlist_closed', 'reconfirm', 'reconfirm_reminder', 'cancelled', 'expired', 'change_applied',
    'change_rejected');
ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
    'received', 'confirmed', 'waiting_list', 'declined', 'withdrawn', 'info_requested', 'info_reminder', 'offered',
    'offer_reminder', 'waitlist_closed', 'reconfirm', 'reconfirm_reminder', 'cancelled', 'expired', 'change_applied',
    'change_rejected'));
ALTER TABLE outbox DROP CONSTRAINT outbox_is_about_one;
ALTER TABLE outbox DROP COLUMN draft_id, DROP COLUMN speaker_id, DROP COLUMN account_id;
ALTER TABLE outbox ALTER COLUMN registration_id SET NOT NULL;

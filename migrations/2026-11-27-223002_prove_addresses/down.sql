COMMENT ON TABLE throttle IS 'Failed sign-ins by account, shared by all nodes; until is when the count starts anew.';
COMMENT ON COLUMN throttle.failures IS NULL;
COMMENT ON COLUMN throttle.until IS NULL;
DELETE FROM site_secret WHERE purpose = 'address';
ALTER TABLE draft DROP COLUMN proven_key, DROP COLUMN remind_at;
ALTER TABLE registration DROP COLUMN unproven_until;
ALTER TABLE event DROP COLUMN proof_required;

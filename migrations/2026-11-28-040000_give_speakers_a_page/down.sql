UPDATE audit SET actor_kind = 'visitor' WHERE actor_kind = 'speaker';
ALTER TABLE audit DROP CONSTRAINT audit_actor_kind_check;
ALTER TABLE audit ADD CONSTRAINT audit_actor_kind_check
    CHECK (actor_kind IN ('visitor', 'delegate', 'account', 'system'));
ALTER TABLE speaker DROP COLUMN invited_at, DROP COLUMN version;

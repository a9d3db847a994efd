-- A place is drawn from a pool: the event's, a session's, a representation type's, or that of one option of a
-- question. All of them are claimed in one way.

ALTER TABLE place ADD COLUMN type_id uuid;
ALTER TABLE place ADD COLUMN option_id uuid;
ALTER TABLE place ADD COLUMN extra boolean NOT NULL DEFAULT false;
ALTER TABLE place ADD CHECK (num_nonnulls(session_id, type_id, option_id) <= 1);
ALTER TABLE place ADD CHECK (NOT extra OR registration_id IS NOT NULL);
ALTER TABLE place ADD COLUMN pool_id uuid NOT NULL
    GENERATED ALWAYS AS (coalesce(session_id, type_id, option_id, event_id)) STORED;
COMMENT ON COLUMN place.type_id IS 'A representation type of event.types that has a limit of its own.';
COMMENT ON COLUMN place.option_id IS 'A scarce option of a question of the form; derived from the names of both.';
COMMENT ON COLUMN place.extra IS 'Made over the limit by an organiser, for one person; given back, it vanishes.';
COMMENT ON COLUMN place.pool_id IS 'What the place is drawn from, whatever that is.';

DROP INDEX place_free;
DROP INDEX place_once;
CREATE INDEX place_free ON place (pool_id, id) WHERE registration_id IS NULL;
CREATE UNIQUE INDEX place_once ON place (registration_id, pool_id) WHERE registration_id IS NOT NULL;
CREATE INDEX place_pool ON place (event_id, pool_id);

DROP INDEX registration_held;
DROP INDEX place_free;
CREATE INDEX place_free ON place (pool_id, id) WHERE registration_id IS NULL;

DROP INDEX place_free;
CREATE INDEX place_free ON place (pool_id, id) WHERE registration_id IS NULL;
DROP INDEX registration_newest;
DROP INDEX registration_list;
CREATE INDEX registration_list ON registration (event_id, status, submitted_at);

-- Figures and lists of events with very many registrations come out of the index alone, without the answers of everybody.
DROP INDEX registration_list;
CREATE INDEX registration_list ON registration (event_id, status, submitted_at) INCLUDE (representation_type, state);
CREATE INDEX registration_newest ON registration (event_id, submitted_at, id);

-- The first free place of a pool is the first row of this index, also before the server knows anything about the table:
-- with the pool alone in it, a new event made it read all of its places and sort them.
DROP INDEX place_free;
CREATE INDEX place_free ON place (event_id, pool_id, id) WHERE registration_id IS NULL;

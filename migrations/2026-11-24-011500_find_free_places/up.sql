-- The first free place of a pool is the first row of this index, also before the server knows anything about the table:
-- with the pool alone in it, a new event made it read all of its places and sort them.
DROP INDEX place_free;
CREATE INDEX place_free ON place (event_id, pool_id, id) WHERE registration_id IS NULL;

-- Who waits for an organiser is counted without those who were put aside.
CREATE INDEX registration_held ON registration (event_id, status) WHERE held;

-- Claims a place of each pool that nobody else is taking at this moment, or none at all: found one after the other, taken
-- together, so that the figures are counted once. Finding none leaves no lock behind: the block is undone with its locks.
-- Plans are made once for a connection, and never such as read all places.
CREATE OR REPLACE FUNCTION place_claim_at_once(event uuid, pools uuid[], registration uuid) RETURNS boolean
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    pool uuid;
    free bigint;
    found_free bigint[] := '{}';
BEGIN
    FOREACH pool IN ARRAY pools LOOP
        SELECT p.id INTO free FROM place AS p
        WHERE p.pool_id = pool AND p.event_id = event AND p.registration_id IS NULL
        ORDER BY p.id LIMIT 1 FOR UPDATE SKIP LOCKED;
        IF NOT FOUND THEN
            RAISE no_data_found;
        END IF;
        found_free := found_free || free;
    END LOOP;
    UPDATE place SET registration_id = registration WHERE place.id = ANY (found_free);
    RETURN true;
EXCEPTION WHEN no_data_found THEN
    RETURN false;
END $$;

CREATE OR REPLACE FUNCTION place_claim_at_once(event uuid, pools uuid[], registration uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    pool uuid;
BEGIN
    FOREACH pool IN ARRAY pools LOOP
        UPDATE place SET registration_id = registration WHERE place.id = (
            SELECT p.id FROM place AS p WHERE p.pool_id = pool AND p.event_id = event AND p.registration_id IS NULL
            ORDER BY p.id LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            RAISE no_data_found;
        END IF;
    END LOOP;
    RETURN true;
EXCEPTION WHEN no_data_found THEN
    RETURN false;
END $$;

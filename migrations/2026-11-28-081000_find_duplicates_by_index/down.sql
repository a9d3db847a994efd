ALTER TABLE registration RESET (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
ALTER TABLE draft RESET (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
CREATE OR REPLACE FUNCTION likely_duplicates(the_event uuid, the_id uuid, asked text[], most bigint, active text[])
    RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    the_email text := asked[1];
    every_part tsquery := asked[2];
    some_part tsquery := asked[3];
    the_state text := asked[4];
    the_organisation text := asked[5];
    same_address uuid[];
    same_name uuid[];
    same_part uuid[];
BEGIN
    same_address := ARRAY(SELECT id FROM registration
        WHERE event_id = the_event AND email_key = the_email AND id <> the_id LIMIT most);
    same_name := ARRAY(SELECT id FROM registration WHERE event_id = the_event AND search @@ every_part
        AND (state = the_state OR organisation = the_organisation) AND status = ANY(active) AND id <> the_id LIMIT most);
    -- Planned each time: whether a part of a name is a rare one decides how to look for it.
    EXECUTE 'SELECT array_agg(id) FROM (SELECT id FROM registration WHERE event_id = $1 AND search @@ $2
        AND organisation = $3 AND status = ANY($4) AND id <> $5 LIMIT $6) AS found'
        INTO same_part USING the_event, some_part, the_organisation, active, the_id, most;
    IF same_address = '{}' AND same_name = '{}' AND same_part IS NULL THEN
        RETURN '[]';
    END IF;
    RETURN (WITH near AS (
            SELECT id, 0 AS rank FROM unnest(same_address) AS id
            UNION ALL SELECT id, 1 FROM unnest(same_name) AS id
            UNION ALL SELECT id, 2 FROM unnest(same_part) AS id),
        ranked AS (SELECT id, min(rank) AS rank FROM near GROUP BY id ORDER BY 2 LIMIT most),
        likely AS (SELECT r.id, reference, status, name, organisation, email, email_key, state, rank, submitted_at,
                concat_ws(' ', answers ->> 'given_names', answers ->> 'family_name') AS person
            FROM ranked JOIN registration AS r ON r.event_id = the_event AND r.id = ranked.id
            WHERE status = ANY(active))
        SELECT coalesce(jsonb_agg(to_jsonb(likely) ORDER BY rank, submitted_at, id), '[]') FROM likely);
END
$$;
DROP INDEX registration_colleagues;
DROP INDEX registration_email;
CREATE INDEX registration_email ON registration (event_id, email_key);

-- Who may be the same person is looked for in ways that can't become slow, whatever the statistics say. In the first
-- minutes of an event they say that it has hardly anybody, and then every index that begins with the event looks as good as
-- the right one: each registration was compared with all those before it. So each of the three lookups below has one
-- condition that one index serves, and the rest is checked on the few rows that it finds.
DROP INDEX registration_email;
CREATE INDEX registration_email ON registration (email_key, event_id);
CREATE INDEX registration_colleagues ON registration ((md5(event_id::text || organisation)::uuid), id);

-- asked: key of the address, search for all parts of the name, for one of them, State, organisation.
CREATE OR REPLACE FUNCTION likely_duplicates(the_event uuid, the_id uuid, asked text[], most bigint, active text[])
    RETURNS jsonb LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
    the_email text := asked[1];
    every_part tsquery := asked[2];
    some_part tsquery := asked[3];
    the_state text := asked[4];
    the_organisation text := asked[5];
    -- A part of the name is looked for among so many of an organisation, the newest first.
    colleagues CONSTANT bigint := 200;
    same_address uuid[];
    same_name uuid[];
    same_part uuid[];
BEGIN
    same_address := ARRAY(
        SELECT id FROM (SELECT id, event_id FROM registration WHERE email_key = the_email OFFSET 0) AS found
        WHERE event_id = the_event AND id <> the_id LIMIT most);
    same_name := ARRAY(
        SELECT id FROM (SELECT id, event_id, state, organisation, status
            FROM registration WHERE search @@ every_part OFFSET 0) AS found
        WHERE event_id = the_event AND (state = the_state OR organisation = the_organisation)
            AND status = ANY(active) AND id <> the_id LIMIT most);
    same_part := ARRAY(
        SELECT id FROM (SELECT id, event_id, organisation, status, search FROM registration
            WHERE md5(event_id::text || organisation)::uuid = md5(the_event::text || the_organisation)::uuid
            ORDER BY id DESC LIMIT colleagues) AS found
        WHERE event_id = the_event AND organisation = the_organisation AND search @@ some_part
            AND status = ANY(active) AND id <> the_id LIMIT most);
    IF same_address = '{}' AND same_name = '{}' AND same_part = '{}' THEN
        RETURN '[]';
    END IF;
    RETURN (WITH near AS (
            SELECT id, 0 AS rank FROM unnest(same_address) AS id
            UNION ALL SELECT id, 1 FROM unnest(same_name) AS id
            UNION ALL SELECT id, 2 FROM unnest(same_part) AS id),
        ranked AS (SELECT id, min(rank) AS rank FROM near GROUP BY id ORDER BY 2 LIMIT most),
        likely AS (SELECT r.id, reference, status, name, organisation, email, email_key, state, rank, submitted_at,
                concat_ws(' ', answers ->> 'given_names', answers ->> 'family_name') AS person
            FROM ranked JOIN registration AS r ON r.id = ranked.id
            WHERE status = ANY(active))
        SELECT coalesce(jsonb_agg(to_jsonb(likely) ORDER BY rank, submitted_at, id), '[]') FROM likely);
END
$$;

-- A new event is known to the statistics after some hundred people, however many the other events have.
ALTER TABLE registration SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 200);
ALTER TABLE draft SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 200);

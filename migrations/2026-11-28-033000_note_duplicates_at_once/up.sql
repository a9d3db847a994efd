-- Who may be the same person is looked for whenever a registration is sent: in a function its plan is made once for a
-- connection, and not for each registration.
-- asked: key of the address, search for all parts of the name, for one of them, State, organisation.
CREATE FUNCTION likely_duplicates(the_event uuid, the_id uuid, asked text[], most bigint, active text[])
    RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    the_email text := asked[1];
    every_part tsquery := asked[2];
    some_part tsquery := asked[3];
    the_state text := asked[4];
    the_organisation text := asked[5];
BEGIN
    -- Those with the same address first; then whoever has all parts of the name; then those with one part of it.
    -- Each of the three looks no further than the limit.
    RETURN (WITH near AS (
            (SELECT id, 0 AS rank FROM registration WHERE event_id = the_event AND email_key = the_email LIMIT most)
            UNION ALL (SELECT id, 1 FROM registration WHERE event_id = the_event AND search @@ every_part
                AND (state = the_state OR organisation = the_organisation) AND status = ANY(active) LIMIT most)
            UNION ALL (SELECT id, 2 FROM registration WHERE event_id = the_event AND search @@ some_part
                AND organisation = the_organisation AND status = ANY(active) LIMIT most)),
        ranked AS (SELECT id, min(rank) AS rank FROM near WHERE id <> the_id GROUP BY id ORDER BY 2 LIMIT most),
        likely AS (SELECT r.id, reference, status, name, organisation, email, email_key, state, rank, submitted_at,
                concat_ws(' ', answers ->> 'given_names', answers ->> 'family_name') AS person
            FROM ranked JOIN registration AS r ON r.event_id = the_event AND r.id = ranked.id
            WHERE status = ANY(active))
        SELECT coalesce(jsonb_agg(to_jsonb(likely) ORDER BY rank, submitted_at, id), '[]') FROM likely);
END
$$;

CREATE FUNCTION possible_duplicates_note(the_event uuid, one uuid, others uuid[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM possible_duplicate WHERE event_id = the_event AND (registration_id = one OR other_id = one)
        AND registration_id <> ALL (others) AND other_id <> ALL (others);
    -- In one order, so that two who note at the same time don't wait for each other in a circle.
    INSERT INTO possible_duplicate (event_id, registration_id, other_id)
    SELECT the_event, least(one, other), greatest(one, other) FROM unnest(others) AS other ORDER BY other
    ON CONFLICT DO NOTHING;
    RETURN FOUND;
END
$$;

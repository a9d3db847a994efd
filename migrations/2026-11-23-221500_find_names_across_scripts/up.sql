-- Names are found across scripts, the lists have an index for each of their orders, and figures are kept, not counted.

-- Search -------------------------------------------------------------------------------------------------------

ALTER TABLE registration ADD COLUMN search tsvector NOT NULL DEFAULT '';
COMMENT ON COLUMN registration.search IS
    'Keys of names, organisation, position, address and reference, folded by the program so that all scripts meet; empty: not made yet, the program makes it when it starts.';
-- Without a pending list, which every search would have to read from beginning to end.
CREATE INDEX registration_search ON registration USING gin (search) WITH (fastupdate = off);
CREATE INDEX registration_unsearchable ON registration (event_id, id) WHERE search = '';
CREATE INDEX registration_email ON registration (event_id, email_key);

CREATE TABLE possible_duplicate (
    event_id        uuid NOT NULL,
    registration_id uuid NOT NULL,
    other_id        uuid NOT NULL,
    PRIMARY KEY (event_id, registration_id, other_id),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration,
    FOREIGN KEY (event_id, other_id) REFERENCES registration,
    CHECK (registration_id < other_id)
);
COMMENT ON TABLE possible_duplicate IS
    'Pairs that may be one person, noted when answers are written; organisers decide, nothing merges by itself.';
CREATE INDEX possible_duplicate_other ON possible_duplicate (event_id, other_id, registration_id);

-- Lists --------------------------------------------------------------------------------------------------------

DROP INDEX registration_list;
CREATE INDEX registration_list ON registration (event_id, status, submitted_at, id);
CREATE INDEX registration_by_time ON registration (event_id, submitted_at, id);
CREATE INDEX registration_by_type ON registration (event_id, representation_type, submitted_at, id);
CREATE INDEX registration_by_state ON registration (event_id, state, submitted_at, id);
CREATE INDEX registration_by_both ON registration (event_id, state, representation_type, submitted_at, id);
CREATE INDEX registration_by_name ON registration (event_id,
    ((answers ->> 'family_name') COLLATE "und-x-icu"), ((answers ->> 'given_names') COLLATE "und-x-icu"), id);
CREATE INDEX registration_by_organisation ON registration (event_id, organisation,
    ((answers ->> 'family_name') COLLATE "und-x-icu"), id);
CREATE INDEX registration_oldest ON registration (event_id, status_since) WHERE status = 'submitted';
CREATE INDEX outbox_open ON outbox (event_id, state) WHERE state <> 'sent';

-- Places -------------------------------------------------------------------------------------------------------

-- Claims a place that nobody else is taking at this moment. Finding none leaves no lock behind: a row that was taken
-- after the snapshot is locked before it is looked at again, and a lock on the place of somebody who is giving it back
-- makes two wait for each other. The inner block is undone with its locks.
CREATE FUNCTION place_claim_at_once(event uuid, session uuid, registration uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    IF session IS NULL THEN
        UPDATE place SET registration_id = registration WHERE place.id = (
            SELECT p.id FROM place AS p WHERE p.event_id = event AND p.session_id IS NULL AND p.registration_id IS NULL
            ORDER BY p.id LIMIT 1 FOR UPDATE SKIP LOCKED);
    ELSE
        UPDATE place SET registration_id = registration WHERE place.id = (
            SELECT p.id FROM place AS p WHERE p.event_id = event AND p.session_id = session AND p.registration_id IS NULL
            ORDER BY p.id LIMIT 1 FOR UPDATE SKIP LOCKED);
    END IF;
    IF NOT FOUND THEN
        RAISE no_data_found;
    END IF;
    RETURN true;
EXCEPTION WHEN no_data_found THEN
    RETURN false;
END $$;

-- Figures ------------------------------------------------------------------------------------------------------

CREATE TABLE tally (
    event_id uuid NOT NULL REFERENCES event,
    what     text NOT NULL CHECK (what IN ('registration', 'type', 'state', 'quarter', 'place')),
    key      text NOT NULL,
    status   text NOT NULL,
    slot     integer NOT NULL,
    n        bigint NOT NULL,
    PRIMARY KEY (event_id, what, key, status, slot)
) WITH (fillfactor = 60);
COMMENT ON TABLE tally IS
    'How many there are; kept by triggers in the transaction of every change, because counting 100,000 rows for each page is slow. A figure is the sum over its slots.';
COMMENT ON COLUMN tally.key IS
    'Of a type or State its code; of a quarter its number since 1970 (quarters of an hour, because all time zones differ by these); of a place the session, empty for the event.';
COMMENT ON COLUMN tally.slot IS
    'Transactions at the same time count in different slots, so that none waits for another.';

-- A slot that no other transaction uses at this moment. Trying never waits, so that nobody waits in a circle.
CREATE FUNCTION tally_slot(event uuid) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    FOR slot IN 0..31 LOOP
        IF pg_try_advisory_xact_lock(hashtext(event::text), slot) THEN
            RETURN slot;
        END IF;
    END LOOP;
    RETURN 32 + floor(random() * 1000)::integer;
END $$;

-- What a registration counts as. By time there are only the confirmed and all others, to have few rows.
CREATE FUNCTION tally_facts(current text, kind text, state text, at timestamptz)
RETURNS TABLE (what text, key text, status text) LANGUAGE sql STABLE AS $$
    SELECT * FROM (VALUES ('registration', '', current), ('type', kind, current), ('state', state, current),
        ('quarter', floor(extract(epoch FROM at) / 900)::bigint::text,
            CASE WHEN current = 'confirmed' THEN current ELSE 'other' END)) AS facts (what, key, status)
    WHERE facts.key IS NOT NULL
$$;

CREATE FUNCTION tally_registrations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tally AS t
        SELECT c.event_id, f.what, f.key, f.status, tally_slot(c.event_id), count(*)
        FROM new_rows AS c, tally_facts(c.status, c.representation_type, c.state, c.submitted_at) AS f
        GROUP BY c.event_id, f.what, f.key, f.status
        ON CONFLICT (event_id, what, key, status, slot) DO UPDATE SET n = t.n + excluded.n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tally AS t
        SELECT c.event_id, f.what, f.key, f.status, tally_slot(c.event_id), -count(*)
        FROM old_rows AS c, tally_facts(c.status, c.representation_type, c.state, c.submitted_at) AS f
        GROUP BY c.event_id, f.what, f.key, f.status
        ON CONFLICT (event_id, what, key, status, slot) DO UPDATE SET n = t.n + excluded.n;
    ELSE
        INSERT INTO tally AS t
        SELECT c.event_id, f.what, f.key, f.status, tally_slot(c.event_id), sum(c.n)
        FROM (SELECT event_id, status, representation_type, state, submitted_at, 1 AS n FROM new_rows
            UNION ALL SELECT event_id, status, representation_type, state, submitted_at, -1 FROM old_rows) AS c,
            tally_facts(c.status, c.representation_type, c.state, c.submitted_at) AS f
        GROUP BY c.event_id, f.what, f.key, f.status HAVING sum(c.n) <> 0
        ON CONFLICT (event_id, what, key, status, slot) DO UPDATE SET n = t.n + excluded.n;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER registration_counts_more AFTER INSERT ON registration
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_registrations();
CREATE TRIGGER registration_counts_again AFTER UPDATE ON registration
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_registrations();
CREATE TRIGGER registration_counts_less AFTER DELETE ON registration
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_registrations();

CREATE FUNCTION tally_place_status(registration uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN registration IS NULL THEN 'free' ELSE 'taken' END
$$;

CREATE FUNCTION tally_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tally AS t
        SELECT event_id, 'place', coalesce(session_id::text, ''), tally_place_status(registration_id),
            tally_slot(event_id), count(*)
        FROM new_rows GROUP BY event_id, session_id, tally_place_status(registration_id)
        ON CONFLICT (event_id, what, key, status, slot) DO UPDATE SET n = t.n + excluded.n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tally AS t
        SELECT event_id, 'place', coalesce(session_id::text, ''), tally_place_status(registration_id),
            tally_slot(event_id), -count(*)
        FROM old_rows GROUP BY event_id, session_id, tally_place_status(registration_id)
        ON CONFLICT (event_id, what, key, status, slot) DO UPDATE SET n = t.n + excluded.n;
    ELSE
        INSERT INTO tally AS t
        SELECT event_id, 'place', coalesce(session_id::text, ''), tally_place_status(registration_id),
            tally_slot(event_id), sum(c.n)
        FROM (SELECT event_id, session_id, registration_id, 1 AS n FROM new_rows
            UNION ALL SELECT event_id, session_id, registration_id, -1 FROM old_rows) AS c
        GROUP BY event_id, session_id, tally_place_status(registration_id) HAVING sum(c.n) <> 0
        ON CONFLICT (event_id, what, key, status, slot) DO UPDATE SET n = t.n + excluded.n;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER place_counts_more AFTER INSERT ON place
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_places();
CREATE TRIGGER place_counts_again AFTER UPDATE ON place
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_places();
CREATE TRIGGER place_counts_less AFTER DELETE ON place
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_places();

-- What is there already.
INSERT INTO tally
SELECT r.event_id, f.what, f.key, f.status, 0, count(*)
FROM registration AS r, tally_facts(r.status, r.representation_type, r.state, r.submitted_at) AS f
GROUP BY r.event_id, f.what, f.key, f.status;
INSERT INTO tally
SELECT event_id, 'place', coalesce(session_id::text, ''), tally_place_status(registration_id), 0, count(*)
FROM place GROUP BY event_id, session_id, tally_place_status(registration_id);

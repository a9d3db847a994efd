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
    ((coalesce(answers ->> 'family_name', '')) COLLATE "und-x-icu"),
    ((coalesce(answers ->> 'given_names', '')) COLLATE "und-x-icu"), id);
CREATE INDEX registration_by_organisation ON registration (event_id, organisation,
    ((coalesce(answers ->> 'family_name', '')) COLLATE "und-x-icu"), id);
CREATE INDEX registration_oldest ON registration (event_id, status_since) WHERE status = 'submitted';
CREATE INDEX outbox_open ON outbox (event_id, state) WHERE state <> 'sent';

-- Places -------------------------------------------------------------------------------------------------------

-- Claims a place of each pool that nobody else is taking at this moment, or none at all. Finding none leaves no lock
-- behind: a row that was taken after the snapshot is locked before it is looked at again, and a lock on the place of
-- somebody who is giving it back makes two wait for each other. The inner block is undone with its locks.
CREATE FUNCTION place_claim_at_once(event uuid, pools uuid[], registration uuid) RETURNS boolean
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

-- Figures ------------------------------------------------------------------------------------------------------

CREATE TABLE tally (
    event_id uuid NOT NULL REFERENCES event,
    what     text NOT NULL CHECK (what IN (
        'registration', 'type', 'state', 'quarter', 'place', 'seat', 'type_place', 'option_place')),
    key      text NOT NULL,
    status   text NOT NULL,
    slot     integer NOT NULL,
    n        bigint NOT NULL,
    PRIMARY KEY (event_id, what, key, status, slot)
) WITH (fillfactor = 60);
COMMENT ON TABLE tally IS
    'How many there are; kept by triggers in the transaction of every change, because counting 100,000 rows for each page is slow. A figure is the sum over its slots.';
COMMENT ON COLUMN tally.key IS
    'Of a type or State its code; of a quarter its number since 1970 (quarters of an hour, because all time zones differ by these); of places what they are drawn from, as in place.pool_id.';
COMMENT ON COLUMN tally.status IS
    'Of a registration its status (by time only confirmed, or other); of a place free, taken, or extra: taken over the limit.';
COMMENT ON COLUMN tally.slot IS
    'Transactions at the same time count in different slots, so that none waits for another.';

-- A slot that no other transaction uses at this moment: its rows are changed by nobody else until this one ends, so
-- that counting never waits, neither for others who count nor, in a circle, for somebody who claims a place. More at
-- once than there are slots: each process of the server has a slot of its own.
CREATE FUNCTION tally_slot(event uuid) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    FOR slot IN 0..255 LOOP
        IF pg_try_advisory_xact_lock(hashtext(event::text), slot) THEN
            RETURN slot;
        END IF;
    END LOOP;
    RETURN 256 + pg_backend_pid();
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

-- What a place counts as.
CREATE FUNCTION tally_place_facts(session uuid, kind uuid, option uuid, holder uuid, extra boolean)
RETURNS TABLE (what text, status text) LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN session IS NOT NULL THEN 'seat' WHEN kind IS NOT NULL THEN 'type_place'
            WHEN option IS NOT NULL THEN 'option_place' ELSE 'place' END,
        CASE WHEN extra THEN 'extra' WHEN holder IS NULL THEN 'free' ELSE 'taken' END
$$;

CREATE FUNCTION tally_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tally AS t
        SELECT c.event_id, f.what, c.pool_id::text, f.status, tally_slot(c.event_id), count(*)
        FROM new_rows AS c, tally_place_facts(c.session_id, c.type_id, c.option_id, c.registration_id, c.extra) AS f
        GROUP BY c.event_id, f.what, c.pool_id, f.status
        ON CONFLICT (event_id, what, key, status, slot) DO UPDATE SET n = t.n + excluded.n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tally AS t
        SELECT c.event_id, f.what, c.pool_id::text, f.status, tally_slot(c.event_id), -count(*)
        FROM old_rows AS c, tally_place_facts(c.session_id, c.type_id, c.option_id, c.registration_id, c.extra) AS f
        GROUP BY c.event_id, f.what, c.pool_id, f.status
        ON CONFLICT (event_id, what, key, status, slot) DO UPDATE SET n = t.n + excluded.n;
    ELSE
        INSERT INTO tally AS t
        SELECT c.event_id, f.what, c.pool_id::text, f.status, tally_slot(c.event_id), sum(c.n)
        FROM (SELECT event_id, pool_id, session_id, type_id, option_id, registration_id, extra, 1 AS n FROM new_rows
            UNION ALL
            SELECT event_id, pool_id, session_id, type_id, option_id, registration_id, extra, -1 FROM old_rows) AS c,
            tally_place_facts(c.session_id, c.type_id, c.option_id, c.registration_id, c.extra) AS f
        GROUP BY c.event_id, f.what, c.pool_id, f.status HAVING sum(c.n) <> 0
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
SELECT p.event_id, f.what, p.pool_id::text, f.status, 0, count(*)
FROM place AS p, tally_place_facts(p.session_id, p.type_id, p.option_id, p.registration_id, p.extra) AS f
GROUP BY p.event_id, f.what, p.pool_id, f.status;

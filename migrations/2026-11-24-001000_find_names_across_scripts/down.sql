DROP TRIGGER registration_counts_more ON registration;
DROP TRIGGER registration_counts_again ON registration;
DROP TRIGGER registration_counts_less ON registration;
DROP TRIGGER place_counts_more ON place;
DROP TRIGGER place_counts_again ON place;
DROP TRIGGER place_counts_less ON place;
DROP FUNCTION tally_places();
DROP FUNCTION tally_place_facts(uuid, uuid, uuid, uuid, boolean);
DROP FUNCTION tally_registrations();
DROP FUNCTION tally_facts(text, text, text, timestamptz);
DROP FUNCTION tally_slot(uuid);
DROP TABLE tally;
DROP FUNCTION place_claim_at_once(uuid, uuid[], uuid);
DROP INDEX outbox_open, registration_oldest, registration_by_organisation, registration_by_name, registration_by_both,
    registration_by_state, registration_by_type, registration_by_time, registration_list;
CREATE INDEX registration_list ON registration (event_id, status, submitted_at);
DROP TABLE possible_duplicate;
DROP INDEX registration_email, registration_unsearchable, registration_search;
ALTER TABLE registration DROP COLUMN search;

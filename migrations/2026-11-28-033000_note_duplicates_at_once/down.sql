DROP FUNCTION possible_duplicates_note(uuid, uuid, uuid[]);
DROP FUNCTION likely_duplicates(uuid, uuid, text[], bigint, text[]);

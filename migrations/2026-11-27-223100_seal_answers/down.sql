DELETE FROM sealed_answer WHERE change_request_id IS NOT NULL;
DROP INDEX sealed_answer_change_request;
DROP INDEX sealed_answer_once;
CREATE UNIQUE INDEX sealed_answer_once ON sealed_answer (event_id, registration_id, draft_id, question) NULLS NOT DISTINCT;
ALTER TABLE sealed_answer DROP CONSTRAINT sealed_answer_has_one_owner,
    DROP COLUMN change_request_id,
    ADD CONSTRAINT sealed_answer_has_one_owner CHECK (num_nonnulls(registration_id, draft_id) = 1);

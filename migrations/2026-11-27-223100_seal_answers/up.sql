-- Answers that few may read leave the rows that many read: a change that waits may hold some, too. Rows name in
-- "sealed" which of their answers are in sealed_answer.

ALTER TABLE sealed_answer ADD COLUMN change_request_id uuid,
    ADD FOREIGN KEY (event_id, change_request_id) REFERENCES change_request (event_id, id),
    DROP CONSTRAINT sealed_answer_has_one_owner,
    ADD CONSTRAINT sealed_answer_has_one_owner CHECK (num_nonnulls(registration_id, draft_id, change_request_id) = 1);
DROP INDEX sealed_answer_once;
CREATE UNIQUE INDEX sealed_answer_once
    ON sealed_answer (event_id, registration_id, draft_id, change_request_id, question) NULLS NOT DISTINCT;
CREATE INDEX sealed_answer_change_request ON sealed_answer (event_id, change_request_id)
    WHERE change_request_id IS NOT NULL;
COMMENT ON COLUMN sealed_answer.sealed IS
    'All values of one answer. Whose it is and to which question are part of what is sealed: moved, it can''t be opened.';
COMMENT ON COLUMN sealed_answer.id IS NULL;
COMMENT ON COLUMN registration.answers IS
    'Answers of the form in the clear; "sealed" names those that are in sealed_answer. The columns beside it are those that lists sort and search by.';
COMMENT ON COLUMN change_request.wanted IS 'The new raw answers, by field; "sealed" names those that are in sealed_answer.';

-- Files of delegates and answers that are sealed. The bytes of a file are an object outside of the database; its row
-- says whose it is and how it is sealed.

CREATE TABLE file (
    event_id        uuid NOT NULL REFERENCES event,
    id              uuid NOT NULL UNIQUE,
    registration_id uuid,
    draft_id        uuid,
    purpose         text NOT NULL CHECK (purpose ~ '^[a-z0-9_-]{1,60}$'),
    media_type      text NOT NULL CHECK (media_type IN ('image/jpeg', 'application/pdf')),
    sensitivity     text NOT NULL CHECK (sensitivity IN ('cl0', 'cl1', 'cl2', 'cl3', 'cl4', 'cl5')),
    bytes           bigint NOT NULL CHECK (bytes BETWEEN 1 AND 5242880),
    object          text NOT NULL UNIQUE,
    sha256          bytea NOT NULL CHECK (length(sha256) = 32),
    key_id          text,
    thumbnail       bytea,
    name            text NOT NULL CHECK (length(name) <= 90),
    created_at      timestamptz NOT NULL,
    deleted_at      timestamptz,
    PRIMARY KEY (event_id, id),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration,
    FOREIGN KEY (event_id, draft_id) REFERENCES draft,
    CONSTRAINT file_has_one_owner CHECK (num_nonnulls(registration_id, draft_id) = 1),
    CONSTRAINT guarded_file_is_sealed CHECK (sensitivity < 'cl3' OR key_id IS NOT NULL),
    CONSTRAINT deleted_file_is_forgotten CHECK (deleted_at IS NULL OR (thumbnail IS NULL AND name = ''))
);
COMMENT ON COLUMN file.purpose IS 'The key of the question that it answers; one file for each.';
COMMENT ON COLUMN file.bytes IS 'Of the file as it is handed out; sealed it is a little longer.';
COMMENT ON COLUMN file.object IS 'Its name where files are kept: random, and changed whenever it is sealed anew.';
COMMENT ON COLUMN file.sha256 IS 'Of the object as it is kept: of a sealed file it tells nothing about what is in it.';
COMMENT ON COLUMN file.key_id IS 'Name of the key that object and thumbnail are sealed with; null: not sealed.';
COMMENT ON COLUMN file.name IS 'As the delegate called it, cleaned; for display only, no path is made of it.';
COMMENT ON COLUMN file.deleted_at IS 'The object is gone then; the row stays to say that there was one.';
CREATE UNIQUE INDEX file_once ON file (event_id, registration_id, draft_id, purpose) NULLS NOT DISTINCT
    WHERE deleted_at IS NULL;
CREATE INDEX file_draft ON file (event_id, draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX file_key ON file (key_id) WHERE key_id IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE sealed_answer (
    event_id        uuid NOT NULL REFERENCES event,
    id              uuid NOT NULL UNIQUE,
    registration_id uuid,
    draft_id        uuid,
    question        text NOT NULL CHECK (question ~ '^[a-z0-9_-]{1,60}$'),
    key_id          text NOT NULL,
    sealed          bytea NOT NULL,
    changed_at      timestamptz NOT NULL,
    PRIMARY KEY (event_id, id),
    FOREIGN KEY (event_id, registration_id) REFERENCES registration,
    FOREIGN KEY (event_id, draft_id) REFERENCES draft,
    CONSTRAINT sealed_answer_has_one_owner CHECK (num_nonnulls(registration_id, draft_id) = 1)
);
COMMENT ON TABLE sealed_answer IS
    'Answers that nobody may read in a copy of the database, such as the number of a passport: they are not in registration.answers.';
COMMENT ON COLUMN sealed_answer.id IS 'Part of what is sealed: a value that is moved to another row can''t be opened there.';
CREATE UNIQUE INDEX sealed_answer_once ON sealed_answer (event_id, registration_id, draft_id, question) NULLS NOT DISTINCT;
CREATE INDEX sealed_answer_draft ON sealed_answer (event_id, draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX sealed_answer_key ON sealed_answer (key_id);

CREATE TABLE site_secret (
    purpose text PRIMARY KEY,
    secret  bytea NOT NULL CHECK (length(secret) = 32)
);
COMMENT ON TABLE site_secret IS
    'What all nodes sign with. Together with the sealing key, where there is one, so that a copy of the database alone signs nothing.';
INSERT INTO site_secret (purpose, secret) VALUES
    ('download', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

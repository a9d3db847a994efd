-- What an agenda of a meeting of States is made of: languages of the floor, long texts, items, documents, links for those
-- who follow from afar, and people who are asked before they are announced.

ALTER TABLE room
    ADD COLUMN opens time,
    ADD COLUMN closes time,
    ADD COLUMN booths integer CHECK (booths BETWEEN 0 AND 50),
    ADD COLUMN external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    ADD CONSTRAINT room_has_both_hours CHECK ((opens IS NULL) = (closes IS NULL)),
    ADD CONSTRAINT room_external_id_once UNIQUE (event_id, external_id);
COMMENT ON COLUMN room.opens IS 'Local time of the event from which on it can be used; null: always.';
COMMENT ON COLUMN room.external_id IS 'What another program called it, when it was imported from there.';

ALTER TABLE topic
    ADD COLUMN full_title jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(full_title) = 'object'),
    ADD COLUMN symbol text CHECK (length(symbol) BETWEEN 3 AND 60),
    ADD COLUMN code text CHECK (code ~ '^[a-z0-9-]{1,40}$'),
    ADD CONSTRAINT topic_code_once UNIQUE (event_id, code);
COMMENT ON COLUMN topic.code IS 'The word of the built-in list that it was taken from.';

-- Files of speakers and of documents; a public one stays as it is, because releases name it.
ALTER TABLE file
    ADD COLUMN speaker_id uuid,
    ADD COLUMN document_id uuid,
    DROP CONSTRAINT file_has_one_owner,
    ADD CONSTRAINT file_has_one_owner
        CHECK (num_nonnulls(registration_id, draft_id, speaker_id, document_id) = 1);
DROP INDEX file_once;
CREATE UNIQUE INDEX file_once ON file (event_id, registration_id, draft_id, purpose) NULLS NOT DISTINCT
    WHERE deleted_at IS NULL AND speaker_id IS NULL AND document_id IS NULL;
CREATE INDEX file_speaker ON file (event_id, speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX file_document ON file (event_id, document_id) WHERE document_id IS NOT NULL;

ALTER TABLE speaker
    ADD COLUMN organisation jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(organisation) = 'object'),
    ADD COLUMN photo uuid,
    ADD COLUMN external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    ADD COLUMN email text CHECK (length(email) BETWEEN 3 AND 254),
    ADD COLUMN email_key text,
    ADD COLUMN language text,
    ADD COLUMN registration_id uuid,
    ADD COLUMN gender text CHECK (gender IN ('woman', 'man', 'other')),
    ADD COLUMN secret text UNIQUE CHECK (length(secret) >= 26),
    ADD CONSTRAINT speaker_has_key_of_email CHECK ((email IS NULL) = (email_key IS NULL)),
    ADD CONSTRAINT speaker_external_id_once UNIQUE (event_id, external_id),
    ADD CONSTRAINT speaker_photo FOREIGN KEY (event_id, photo) REFERENCES file ON DELETE SET NULL (photo),
    ADD CONSTRAINT speaker_registration FOREIGN KEY (event_id, registration_id) REFERENCES registration
        ON DELETE SET NULL (registration_id);
COMMENT ON COLUMN speaker.email IS 'For letters; never in a release, a feed or on a public page.';
COMMENT ON COLUMN speaker.registration_id IS 'The person''s own registration, if organisers have said which it is.';
COMMENT ON COLUMN speaker.gender IS
    'As the person answered, for rules about panels; never shown with a name. Null: not answered, and never guessed.';
COMMENT ON COLUMN speaker.secret IS 'Part of the address of the speaker''s own page; null: there is none.';
ALTER TABLE file ADD CONSTRAINT file_speaker FOREIGN KEY (event_id, speaker_id) REFERENCES speaker ON DELETE CASCADE;

ALTER TABLE session
    ADD COLUMN external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    ADD COLUMN description jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(description) = 'object'),
    ADD COLUMN floor_languages text[] NOT NULL DEFAULT '{}',
    ADD COLUMN links jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(links) = 'array'),
    ADD COLUMN expected integer CHECK (expected BETWEEN 1 AND 100000),
    ADD CONSTRAINT session_external_id_once UNIQUE (event_id, external_id);
COMMENT ON COLUMN session.external_id IS 'What another program called it (guid, UID), when it was imported from there.';
COMMENT ON COLUMN session.links IS
    'One for each class of participants. Only the public one goes into a release; the others are read here, in their time.';

ALTER TABLE session_speaker
    ADD COLUMN state text NOT NULL DEFAULT 'accepted'
        CHECK (state IN ('proposed', 'invited', 'accepted', 'tentative', 'declined')),
    ADD COLUMN note text NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
    ADD COLUMN invited_at timestamptz,
    ADD COLUMN answered_at timestamptz,
    ADD COLUMN slides uuid,
    ADD CONSTRAINT session_speaker_slides FOREIGN KEY (event_id, slides) REFERENCES file ON DELETE SET NULL (slides);
COMMENT ON COLUMN session_speaker.note IS 'What the person wrote with the answer, for organisers.';

CREATE TABLE document (
    event_id      uuid NOT NULL REFERENCES event,
    id            uuid NOT NULL UNIQUE,
    symbol        text CHECK (length(symbol) BETWEEN 3 AND 60),
    title         jsonb NOT NULL CHECK (jsonb_typeof(title) = 'object'),
    versions      jsonb NOT NULL CHECK (jsonb_typeof(versions) = 'array'),
    visibility    text NOT NULL CHECK (visibility IN ('public', 'participants', 'organisers')),
    embargo_until timestamptz,
    position      integer NOT NULL,
    PRIMARY KEY (event_id, id)
);
COMMENT ON COLUMN document.symbol IS 'As the United Nations write it: S/RES/1325 (2000); the same in all languages.';
COMMENT ON COLUMN document.versions IS 'By language: a link, or the file that we keep.';
ALTER TABLE file ADD CONSTRAINT file_document FOREIGN KEY (event_id, document_id) REFERENCES document
    ON DELETE CASCADE;

CREATE TABLE session_document (
    event_id    uuid NOT NULL,
    session_id  uuid NOT NULL,
    document_id uuid NOT NULL,
    position    integer NOT NULL,
    PRIMARY KEY (event_id, session_id, document_id),
    FOREIGN KEY (event_id, session_id) REFERENCES session ON DELETE CASCADE,
    FOREIGN KEY (event_id, document_id) REFERENCES document ON DELETE CASCADE
);

CREATE TABLE agenda_item (
    event_id   uuid NOT NULL REFERENCES event,
    id         uuid NOT NULL UNIQUE,
    parent_id  uuid,
    number     text NOT NULL CHECK (length(number) BETWEEN 1 AND 12),
    title      jsonb NOT NULL CHECK (jsonb_typeof(title) = 'object'),
    annotation jsonb NOT NULL CHECK (jsonb_typeof(annotation) = 'object'),
    position   integer NOT NULL,
    PRIMARY KEY (event_id, id),
    FOREIGN KEY (event_id, parent_id) REFERENCES agenda_item,
    -- Checked at the end of a statement: all are renumbered by one.
    CONSTRAINT agenda_item_number_once UNIQUE NULLS NOT DISTINCT (event_id, parent_id, number)
        DEFERRABLE INITIALLY IMMEDIATE
);
COMMENT ON COLUMN agenda_item.number IS 'Its own part, "2" or "(a)"; data and no position, so that moving changes none.';

CREATE TABLE item_document (
    event_id    uuid NOT NULL,
    item_id     uuid NOT NULL,
    document_id uuid NOT NULL,
    position    integer NOT NULL,
    PRIMARY KEY (event_id, item_id, document_id),
    FOREIGN KEY (event_id, item_id) REFERENCES agenda_item ON DELETE CASCADE,
    FOREIGN KEY (event_id, document_id) REFERENCES document ON DELETE CASCADE
);

CREATE TABLE session_item (
    event_id   uuid NOT NULL,
    session_id uuid NOT NULL,
    item_id    uuid NOT NULL,
    position   integer NOT NULL,
    PRIMARY KEY (event_id, session_id, item_id),
    FOREIGN KEY (event_id, session_id) REFERENCES session ON DELETE CASCADE,
    FOREIGN KEY (event_id, item_id) REFERENCES agenda_item ON DELETE CASCADE
);

CREATE TABLE agenda_setting (
    event_id       uuid PRIMARY KEY REFERENCES event,
    items_status   text NOT NULL DEFAULT 'draft'
        CHECK (items_status IN ('draft', 'provisional', 'adopted', 'revised')),
    items_on       date,
    items_decision jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(items_decision) = 'object'),
    items_session  uuid,
    slides_until   timestamptz,
    FOREIGN KEY (event_id, items_session) REFERENCES session ON DELETE SET NULL (items_session),
    CONSTRAINT adopted_items_have_a_date CHECK (items_status IN ('draft', 'provisional') OR items_on IS NOT NULL)
);
COMMENT ON TABLE agenda_setting IS 'What organisers decide about the agenda as a whole; no row: a draft.';
COMMENT ON COLUMN agenda_setting.slides_until IS 'Until when speakers may bring slides; null: until their session starts.';

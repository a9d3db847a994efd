ALTER TABLE event DROP CONSTRAINT event_id_current_release_fkey;
DROP TABLE audit, outbox, seat_wish, place, draft, registration, release, session_speaker, session_topic, session,
    speaker, topic, room, invitation, account_role, event, throttle, sign_in, account;
DROP SEQUENCE waiting_number;
DROP FUNCTION refuse_change();

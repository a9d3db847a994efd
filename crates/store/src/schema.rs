//! The tables as diesel has to know them, in the order of the migration. A test compares them with a migrated
//! database, column by column.

diesel::table! {
    account (id) {
        id -> Uuid,
        email -> Text,
        email_key -> Text,
        name -> Text,
        password_hash -> Text,
        language -> Text,
        administrator -> Bool,
        totp_secret -> Nullable<Bytea>,
        totp_last_step -> BigInt,
        recovery_hashes -> Array<Text>,
        created_at -> Timestamptz,
        disabled_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    sign_in (token_hash) {
        token_hash -> Bytea,
        account_id -> Uuid,
        second_factor -> Bool,
        csrf_token -> Text,
        agent -> Text,
        created_at -> Timestamptz,
        seen_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    throttle (key) {
        key -> Text,
        failures -> Integer,
        until -> Timestamptz,
    }
}

diesel::table! {
    event (id) {
        id -> Uuid,
        slug -> Text,
        public -> Bool,
        title -> Jsonb,
        short_title -> Jsonb,
        lead -> Jsonb,
        about -> Jsonb,
        place -> Jsonb,
        venue -> Jsonb,
        host -> Jsonb,
        contact_email -> Text,
        time_zone -> Text,
        starts_on -> Date,
        ends_on -> Date,
        languages -> Array<Text>,
        registration_opens_at -> Nullable<Timestamptz>,
        registration_closes_at -> Timestamptz,
        decision -> Text,
        answer_within_days -> SmallInt,
        picture_seed -> Integer,
        current_release -> Nullable<Integer>,
        next_number -> Integer,
        sample -> Bool,
        draft_version -> Integer,
        version -> Integer,
        created_at -> Timestamptz,
        types -> Jsonb,
        offer_hours -> Integer,
        form_version -> Integer,
        proof_required -> Bool,
        conflict_levels -> Jsonb,
    }
}

diesel::table! {
    form (event_id, version) {
        event_id -> Uuid,
        version -> Integer,
        definition -> Jsonb,
        created_at -> Timestamptz,
        created_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    account_role (account_id, event_id) {
        account_id -> Uuid,
        event_id -> Uuid,
        role -> Text,
    }
}

diesel::table! {
    invitation (token_hash) {
        token_hash -> Bytea,
        email -> Text,
        administrator -> Bool,
        event_id -> Nullable<Uuid>,
        role -> Nullable<Text>,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    room (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        name -> Jsonb,
        note -> Jsonb,
        capacity -> Nullable<Integer>,
        position -> Integer,
        opens -> Nullable<Time>,
        closes -> Nullable<Time>,
        booths -> Nullable<Integer>,
        external_id -> Nullable<Text>,
    }
}

diesel::table! {
    topic (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        name -> Jsonb,
        tone -> Text,
        position -> Integer,
        full_title -> Jsonb,
        symbol -> Nullable<Text>,
        code -> Nullable<Text>,
    }
}

diesel::table! {
    speaker (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        name -> Jsonb,
        position -> Jsonb,
        about -> Jsonb,
        organisation -> Jsonb,
        photo -> Nullable<Uuid>,
        external_id -> Nullable<Text>,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        language -> Nullable<Text>,
        registration_id -> Nullable<Uuid>,
        gender -> Nullable<Text>,
        secret -> Nullable<Text>,
        version -> Integer,
        invited_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    session (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        number -> Integer,
        kind -> Text,
        title -> Jsonb,
        summary -> Jsonb,
        day -> Nullable<Date>,
        starts -> Nullable<Time>,
        minutes -> Nullable<Integer>,
        room_id -> Nullable<Uuid>,
        place -> Jsonb,
        openness -> Text,
        interpretation -> Array<Text>,
        sign_up -> Bool,
        cancelled -> Bool,
        version -> Integer,
        external_id -> Nullable<Text>,
        description -> Jsonb,
        floor_languages -> Array<Text>,
        links -> Jsonb,
        expected -> Nullable<Integer>,
    }
}

diesel::table! {
    session_topic (event_id, session_id, topic_id) {
        event_id -> Uuid,
        session_id -> Uuid,
        topic_id -> Uuid,
        position -> Integer,
    }
}

diesel::table! {
    session_speaker (event_id, session_id, speaker_id) {
        event_id -> Uuid,
        session_id -> Uuid,
        speaker_id -> Uuid,
        role -> Text,
        position -> Integer,
        state -> Text,
        note -> Text,
        invited_at -> Nullable<Timestamptz>,
        answered_at -> Nullable<Timestamptz>,
        slides -> Nullable<Uuid>,
    }
}

diesel::table! {
    agenda_edit (event_id, number) {
        event_id -> Uuid,
        number -> BigInt,
        kind -> Text,
        title -> Jsonb,
        account_id -> Nullable<Uuid>,
        author -> Text,
        done_at -> Timestamptz,
        undone_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    agenda_edit_part (event_id, number, session_id) {
        event_id -> Uuid,
        number -> BigInt,
        session_id -> Uuid,
        made -> Bool,
        day -> Nullable<Date>,
        starts -> Nullable<Time>,
        minutes -> Nullable<Integer>,
        room_id -> Nullable<Uuid>,
        version_before -> Integer,
        version_after -> Integer,
    }
}

diesel::table! {
    release (event_id, number) {
        event_id -> Uuid,
        number -> Integer,
        comment -> Text,
        snapshot -> Jsonb,
        changes -> Jsonb,
        released_at -> Timestamptz,
        released_by -> Nullable<Uuid>,
        letters -> Integer,
        quiet -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::{Array, BigInt, Bool, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid};
    use crate::columns::Tsvector;

    registration (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        reference -> Text,
        secret -> Text,
        status -> Text,
        status_since -> Timestamptz,
        waiting_number -> Nullable<BigInt>,
        reason -> Text,
        email -> Text,
        email_key -> Text,
        language -> Text,
        name -> Text,
        badge_name -> Text,
        representation_type -> Text,
        state -> Nullable<Text>,
        organisation -> Text,
        position -> Text,
        answers -> Jsonb,
        submitted_at -> Timestamptz,
        version -> Integer,
        answer_by -> Nullable<Timestamptz>,
        reminded_at -> Nullable<Timestamptz>,
        asked_fields -> Array<Text>,
        held -> Bool,
        credential -> Text,
        visa -> Text,
        badge -> Text,
        form_version -> Integer,
        search -> Tsvector,
        origin -> Text,
        entered_by -> Nullable<Uuid>,
        unproven_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    change_request (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        registration_id -> Uuid,
        state -> Text,
        wanted -> Jsonb,
        reason -> Text,
        asked_at -> Timestamptz,
        decided_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    possible_duplicate (event_id, registration_id, other_id) {
        event_id -> Uuid,
        registration_id -> Uuid,
        other_id -> Uuid,
    }
}

diesel::table! {
    tally (event_id, what, key, status, slot) {
        event_id -> Uuid,
        what -> Text,
        key -> Text,
        status -> Text,
        slot -> Integer,
        n -> BigInt,
    }
}

diesel::table! {
    decision (event_id, batch, registration_id) {
        event_id -> Uuid,
        batch -> Uuid,
        registration_id -> Uuid,
        letter_id -> Nullable<Uuid>,
        before -> Jsonb,
        status -> Text,
        decided_at -> Timestamptz,
        undo_until -> Timestamptz,
        undone_at -> Nullable<Timestamptz>,
        account_id -> Nullable<Uuid>,
        follows -> Bool,
    }
}

diesel::table! {
    draft (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        secret -> Text,
        answers -> Jsonb,
        registration_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        proven_key -> Text,
        remind_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    place (id) {
        id -> BigInt,
        event_id -> Uuid,
        session_id -> Nullable<Uuid>,
        registration_id -> Nullable<Uuid>,
        type_id -> Nullable<Uuid>,
        option_id -> Nullable<Uuid>,
        extra -> Bool,
        pool_id -> Uuid,
    }
}

diesel::table! {
    seat_wish (event_id, session_id, registration_id) {
        event_id -> Uuid,
        session_id -> Uuid,
        registration_id -> Uuid,
        number -> BigInt,
    }
}

diesel::table! {
    outbox (id) {
        id -> Uuid,
        event_id -> Uuid,
        registration_id -> Nullable<Uuid>,
        kind -> Text,
        language -> Text,
        recipient -> Text,
        state -> Text,
        attempts -> Integer,
        due_at -> Timestamptz,
        leased_until -> Nullable<Timestamptz>,
        last_error -> Text,
        queued_at -> Timestamptz,
        sent_at -> Nullable<Timestamptz>,
        message -> Nullable<Bytea>,
        draft_id -> Nullable<Uuid>,
        speaker_id -> Nullable<Uuid>,
        account_id -> Nullable<Uuid>,
        domain -> Text,
        bounced_at -> Nullable<Timestamptz>,
        bounce_kind -> Nullable<Text>,
        bounce_status -> Text,
        settled_at -> Nullable<Timestamptz>,
        message_id -> Nullable<Uuid>,
        rule_id -> Nullable<Uuid>,
        sample_id -> Nullable<Uuid>,
        bulk -> Bool,
    }
}

diesel::table! {
    letter_pause (event_id) {
        event_id -> Uuid,
        account_id -> Uuid,
        reason -> Text,
        since -> Timestamptz,
    }
}

diesel::table! {
    agenda_notice (letter_id) {
        letter_id -> Uuid,
        event_id -> Uuid,
        since -> Nullable<Integer>,
        at_once -> Bool,
    }
}

diesel::table! {
    audit (id) {
        id -> BigInt,
        event_id -> Nullable<Uuid>,
        at -> Timestamptz,
        actor_kind -> Text,
        actor_id -> Nullable<Uuid>,
        actor_name -> Text,
        action -> Text,
        subject_kind -> Text,
        subject_id -> Nullable<Uuid>,
        detail -> Jsonb,
    }
}

diesel::table! {
    file (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        registration_id -> Nullable<Uuid>,
        draft_id -> Nullable<Uuid>,
        purpose -> Text,
        media_type -> Text,
        class -> Text,
        bytes -> BigInt,
        object -> Text,
        sha256 -> Bytea,
        key_id -> Nullable<Text>,
        thumbnail -> Nullable<Bytea>,
        name -> Text,
        created_at -> Timestamptz,
        deleted_at -> Nullable<Timestamptz>,
        speaker_id -> Nullable<Uuid>,
        document_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    sealed_answer (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        registration_id -> Nullable<Uuid>,
        draft_id -> Nullable<Uuid>,
        question -> Text,
        key_id -> Text,
        sealed -> Bytea,
        changed_at -> Timestamptz,
        change_request_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    site_secret (purpose) {
        purpose -> Text,
        secret -> Bytea,
    }
}

diesel::table! {
    note (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        registration_id -> Uuid,
        text -> Text,
        account_id -> Nullable<Uuid>,
        author -> Text,
        written_at -> Timestamptz,
    }
}

diesel::table! {
    registration_tag (event_id, registration_id, tag) {
        event_id -> Uuid,
        registration_id -> Uuid,
        tag -> Text,
    }
}

diesel::table! {
    saved_view (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        account_id -> Uuid,
        name -> Text,
        query -> Text,
        shared -> Bool,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    letter_wording (event_id, kind, representation_type, language, version) {
        event_id -> Uuid,
        kind -> Text,
        representation_type -> Text,
        language -> Text,
        version -> Integer,
        subject -> Text,
        opening -> Text,
        body -> Text,
        closing -> Text,
        restored -> Nullable<Integer>,
        saved_at -> Timestamptz,
        saved_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    message (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        purpose -> Text,
        list -> Text,
        texts -> Jsonb,
        state -> Text,
        version -> Integer,
        due_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        confirmed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    my_agenda (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        registration_id -> Nullable<Uuid>,
        token -> Nullable<Text>,
        stars -> Array<Int4>,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    document (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        symbol -> Nullable<Text>,
        title -> Jsonb,
        versions -> Jsonb,
        visibility -> Text,
        embargo_until -> Nullable<Timestamptz>,
        position -> Integer,
    }
}

diesel::table! {
    message_recipient (event_id, message_id, registration_id) {
        event_id -> Uuid,
        message_id -> Uuid,
        registration_id -> Uuid,
        state -> Text,
    }
}

diesel::table! {
    session_document (event_id, session_id, document_id) {
        event_id -> Uuid,
        session_id -> Uuid,
        document_id -> Uuid,
        position -> Integer,
    }
}

diesel::table! {
    bulk_stop (event_id, registration_id) {
        event_id -> Uuid,
        registration_id -> Uuid,
        stopped_at -> Timestamptz,
    }
}

diesel::table! {
    reminder_rule (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        anchor -> Text,
        days -> Integer,
        at -> Time,
        audience -> Text,
        types -> Array<Text>,
        texts -> Jsonb,
        active -> Bool,
        version -> Integer,
        look_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    agenda_item (event_id, id) {
        event_id -> Uuid,
        id -> Uuid,
        parent_id -> Nullable<Uuid>,
        number -> Text,
        title -> Jsonb,
        annotation -> Jsonb,
        position -> Integer,
    }
}

diesel::table! {
    item_document (event_id, item_id, document_id) {
        event_id -> Uuid,
        item_id -> Uuid,
        document_id -> Uuid,
        position -> Integer,
    }
}

diesel::table! {
    session_item (event_id, session_id, item_id) {
        event_id -> Uuid,
        session_id -> Uuid,
        item_id -> Uuid,
        position -> Integer,
    }
}

diesel::table! {
    agenda_setting (event_id) {
        event_id -> Uuid,
        items_status -> Text,
        items_on -> Nullable<Date>,
        items_decision -> Jsonb,
        items_session -> Nullable<Uuid>,
        slides_until -> Nullable<Timestamptz>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    account,
    account_role,
    audit,
    bulk_stop,
    change_request,
    decision,
    draft,
    event,
    file,
    form,
    letter_pause,
    letter_wording,
    message,
    message_recipient,
    my_agenda,
    note,
    outbox,
    place,
    registration,
    registration_tag,
    release,
    reminder_rule,
    saved_view,
    sealed_answer,
    seat_wish,
    session,
    session_speaker,
    sign_in,
    speaker,
);

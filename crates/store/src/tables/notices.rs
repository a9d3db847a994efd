//! Letters about releases: who gets one, and what each of them compares with.

use crate::columns::At;
use crate::connection::Conn;
use crate::schema::{agenda_notice, my_agenda, outbox, speaker};
use crate::tables::letters::{NewLetter, letters_queue};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::NoticeTime;
use plenary_domain::ids::{EventId, LetterId, RegistrationId, SessionId, SpeakerId};
use plenary_domain::letter::{LetterAbout, LetterKind, LetterState};
use uuid::Uuid;

/// Letters that are written with one statement: far fewer than a statement has room for.
const AT_ONCE: usize = 500;

/// Somebody who is told.
#[derive(Debug, Clone)]
pub(crate) struct Recipient {
    pub(crate) about: LetterAbout,
    /// The code of the language, and the address.
    pub(crate) language: String,
    pub(crate) email: String,
}

#[derive(QueryableByName)]
struct RecipientRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    language: String,
    #[diesel(sql_type = Text)]
    email: String,
}

/// Registrations with a seat in one of these sessions, waiting for one, or with a star on it.
pub(crate) async fn told_registrations(
    conn: &mut Conn,
    event: EventId,
    sessions: &[SessionId],
) -> QueryResult<Vec<Recipient>> {
    let sessions: Vec<Uuid> = sessions.iter().map(|id| id.0).collect();
    let rows: Vec<RecipientRow> = diesel::sql_query(
        "SELECT r.id, r.language, r.email FROM registration AS r WHERE r.event_id = $1 AND r.id IN (
            SELECT registration_id FROM place WHERE event_id = $1 AND session_id = ANY($2) AND registration_id IS NOT NULL
            UNION SELECT registration_id FROM seat_wish WHERE event_id = $1 AND session_id = ANY($2)
            UNION SELECT registration_id FROM my_agenda WHERE event_id = $1 AND registration_id IS NOT NULL
                AND stars && ARRAY(SELECT number FROM session WHERE event_id = $1 AND id = ANY($2)))
            AND r.status NOT IN ('declined', 'withdrawn', 'cancelled', 'expired', 'waitlist_closed')
        ORDER BY r.id",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Array<SqlUuid>, _>(sessions)
    .load(conn)
    .await?;
    let recipient = |row: RecipientRow| Recipient {
        about: LetterAbout::Registration(row.id.into()),
        language: row.language,
        email: row.email,
    };
    Ok(rows.into_iter().map(recipient).collect())
}

/// Those of these speakers whose address organisers know. Who has said no language is written to in `language`.
pub(crate) async fn told_speakers_with_email(
    conn: &mut Conn,
    event: EventId,
    speakers: &[SpeakerId],
    language: &str,
) -> QueryResult<Vec<Recipient>> {
    let ids: Vec<Uuid> = speakers.iter().map(|id| id.0).collect();
    let rows: Vec<(Uuid, Option<String>, Option<String>)> = speaker::table
        .filter(speaker::event_id.eq(event.0))
        .filter(speaker::id.eq_any(ids))
        .filter(speaker::email.is_not_null())
        .order(speaker::id)
        .select((speaker::id, speaker::language, speaker::email))
        .load(conn)
        .await?;
    let recipient = |(id, own, email): (Uuid, Option<String>, Option<String>)| {
        let language = own.unwrap_or_else(|| language.to_owned());
        Some(Recipient { about: LetterAbout::Speaker(id.into()), language, email: email? })
    };
    Ok(rows.into_iter().filter_map(recipient).collect())
}

/// The letter, and whom it is for.
type WaitingRow = (Uuid, Option<Uuid>, Option<Uuid>);

/// Letters about earlier releases that have not left: they will tell of this one, too. Whom they are for.
pub(crate) async fn notices_waiting(
    conn: &mut Conn,
    event: EventId,
    time: NoticeTime,
) -> QueryResult<Vec<LetterAbout>> {
    let waiting = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::kind.eq(LetterKind::AgendaChanged.code()))
        .filter(outbox::state.eq(LetterState::Queued.code()))
        .filter(outbox::leased_until.is_null());
    let rows: Vec<WaitingRow> = waiting
        .select((outbox::id, outbox::registration_id, outbox::speaker_id))
        .for_update()
        .load(conn)
        .await?;
    if time.at_once {
        let ids: Vec<Uuid> = rows.iter().map(|(id, ..)| *id).collect();
        let letters =
            outbox::table.filter(outbox::id.eq_any(ids.clone())).filter(outbox::due_at.gt(At(time.due)));
        diesel::update(letters).set(outbox::due_at.eq(At(time.due))).execute(conn).await?;
        let notices = agenda_notice::table.filter(agenda_notice::letter_id.eq_any(ids));
        diesel::update(notices).set(agenda_notice::at_once.eq(true)).execute(conn).await?;
    }
    let about = |(_, registration, speaker): WaitingRow| match (registration, speaker) {
        (Some(id), _) => Some(LetterAbout::Registration(id.into())),
        (None, Some(id)) => Some(LetterAbout::Speaker(id.into())),
        (None, None) => None,
    };
    Ok(rows.into_iter().filter_map(about).collect())
}

/// Queues letters, each with the release that it compares with.
pub(crate) async fn notices_insert(
    conn: &mut Conn,
    event: EventId,
    (since, at_once): (Option<i32>, bool),
    letters: &[NewLetter<'_>],
) -> QueryResult<()> {
    for some in letters.chunks(AT_ONCE) {
        letters_queue(conn, some).await?;
        let rows: Vec<_> = some
            .iter()
            .map(|letter| {
                (
                    agenda_notice::letter_id.eq(letter.id.0),
                    agenda_notice::event_id.eq(event.0),
                    agenda_notice::since.eq(since),
                    agenda_notice::at_once.eq(at_once),
                )
            })
            .collect();
        diesel::insert_into(agenda_notice::table).values(rows).execute(conn).await?;
    }
    Ok(())
}

/// With which release a letter compares, and whether it was sent at once.
pub(crate) async fn notice_of(
    conn: &mut Conn,
    event: EventId,
    letter: LetterId,
) -> QueryResult<Option<(Option<i32>, bool)>> {
    agenda_notice::table
        .find(letter.0)
        .filter(agenda_notice::event_id.eq(event.0))
        .select((agenda_notice::since, agenda_notice::at_once))
        .first(conn)
        .await
        .optional()
}

/// Numbers of the sessions on which the owner of a registration has put a star.
pub(crate) async fn stars_of(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Vec<i32>> {
    let stars: Option<Vec<i32>> = my_agenda::table
        .filter(my_agenda::event_id.eq(event.0))
        .filter(my_agenda::registration_id.eq(registration.0))
        .select(my_agenda::stars)
        .first(conn)
        .await
        .optional()?;
    Ok(stars.unwrap_or_default())
}

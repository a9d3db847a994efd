//! The outbox as commands see it: a letter is queued in the transaction of the change that it tells about.
//! The row holds ids, a language and an address; what it says is read when it is sent.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::{StoreError, corrupt};
use crate::schema::outbox;
use crate::statement::statement;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::try_join;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::ids::{EventId, LetterId, RegistrationId, SpeakerId};
use plenary_domain::letter::{LetterAbout, LetterKind, LetterState, outdated, still_applies};
use plenary_domain::registration::Status;
use uuid::Uuid;

/// A letter that is due.
pub(crate) struct NewLetter<'a> {
    pub(crate) id: LetterId,
    pub(crate) event: EventId,
    pub(crate) about: LetterAbout,
    pub(crate) kind: LetterKind,
    pub(crate) language: Lang,
    /// The address that it goes to.
    pub(crate) recipient: &'a str,
    pub(crate) now: Timestamp,
    /// When it may leave: at once, or when the decision can no longer be taken back.
    pub(crate) due: Timestamp,
}

/// The columns that say what a letter is about: one of them is not null.
pub(crate) type AboutColumns = (Option<Uuid>, Option<Uuid>, Option<Uuid>, Option<Uuid>);

const fn about_columns(about: LetterAbout) -> AboutColumns {
    match about {
        LetterAbout::Registration(id) => (Some(id.0), None, None, None),
        LetterAbout::Draft(id) => (None, Some(id.0), None, None),
        LetterAbout::Speaker(id) => (None, None, Some(id.0), None),
        LetterAbout::Account(id) => (None, None, None, Some(id.0)),
    }
}

/// What the columns of a row say.
pub(crate) fn about_of(columns: AboutColumns) -> Result<LetterAbout, StoreError> {
    match columns {
        (Some(id), None, None, None) => Ok(LetterAbout::Registration(id.into())),
        (None, Some(id), None, None) => Ok(LetterAbout::Draft(id.into())),
        (None, None, Some(id), None) => Ok(LetterAbout::Speaker(id.into())),
        (None, None, None, Some(id)) => Ok(LetterAbout::Account(id.into())),
        _ => Err(corrupt("outbox", "not about exactly one")),
    }
}

/// Queues the letter and wakes a worker when the transaction is committed.
pub(crate) async fn letter_insert(conn: &Conn, new: &NewLetter<'_>) -> QueryResult<()> {
    try_join!(letter_queue(conn, new), workers_wake(conn)).map(|_| ())
}

/// Tells the workers that letters are due.
pub(crate) async fn workers_wake(mut conn: &Conn) -> QueryResult<usize> {
    statement("SELECT pg_notify('outbox', '')").execute(&mut conn).await
}

/// Queues the letter; whoever began the transaction wakes a worker (`Store::tx_with_letters`).
pub(crate) async fn letter_queue(mut conn: &Conn, new: &NewLetter<'_>) -> QueryResult<usize> {
    let (registration, draft, speaker, account) = about_columns(new.about);
    diesel::insert_into(outbox::table)
        .values((
            outbox::id.eq(new.id.0),
            outbox::event_id.eq(new.event.0),
            outbox::registration_id.eq(registration),
            outbox::draft_id.eq(draft),
            outbox::speaker_id.eq(speaker),
            outbox::account_id.eq(account),
            outbox::kind.eq(new.kind.code()),
            outbox::language.eq(new.language.code()),
            outbox::recipient.eq(new.recipient),
            outbox::due_at.eq(At(new.due)),
            outbox::queued_at.eq(At(new.now)),
        ))
        .execute(&mut conn)
        .await
}

/// Queues several with one statement, which tells nobody.
pub(crate) async fn letters_queue(conn: &mut Conn, letters: &[NewLetter<'_>]) -> QueryResult<usize> {
    let rows: Vec<_> = letters
        .iter()
        .map(|new| {
            let (registration, draft, speaker, account) = about_columns(new.about);
            let about = (
                outbox::registration_id.eq(registration),
                outbox::draft_id.eq(draft),
                outbox::speaker_id.eq(speaker),
                outbox::account_id.eq(account),
            );
            let letter = (
                outbox::id.eq(new.id.0),
                outbox::event_id.eq(new.event.0),
                outbox::kind.eq(new.kind.code()),
                outbox::language.eq(new.language.code()),
                outbox::recipient.eq(new.recipient),
                outbox::due_at.eq(At(new.due)),
                outbox::queued_at.eq(At(new.now)),
            );
            (letter, about)
        })
        .collect();
    diesel::insert_into(outbox::table).values(rows).execute(conn).await
}

/// When the last letter to a delegate was queued.
pub(crate) async fn letter_last_queued(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<Option<Timestamp>> {
    let last: Option<At> = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::registration_id.eq(registration.0))
        .select(diesel::dsl::max(outbox::queued_at))
        .first(conn)
        .await?;
    Ok(last.map(Into::into))
}

/// Whether a letter to a delegate has not left yet.
pub(crate) async fn letter_is_waiting(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<bool> {
    let waiting = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::registration_id.eq(registration.0))
        .filter(outbox::state.eq(LetterState::Queued.code()));
    diesel::select(diesel::dsl::exists(waiting)).get_result(conn).await
}

/// Takes back a letter that has not left; whether it was in time.
pub(crate) async fn letter_cancel(conn: &mut Conn, event: EventId, id: LetterId) -> QueryResult<bool> {
    let waiting = outbox::table
        .find(id.0)
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::state.eq(LetterState::Queued.code()))
        .filter(outbox::leased_until.is_null());
    let changed =
        diesel::update(waiting).set(outbox::state.eq(LetterState::Cancelled.code())).execute(conn).await?;
    Ok(changed == 1)
}

/// Takes back every letter to a delegate that has not left.
pub(crate) async fn letters_cancel(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<usize> {
    let waiting = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::registration_id.eq(registration.0))
        .filter(outbox::state.eq(LetterState::Queued.code()))
        .filter(outbox::leased_until.is_null());
    diesel::update(waiting).set(outbox::state.eq(LetterState::Cancelled.code())).execute(conn).await
}

/// Takes back the letters of a kind to a speaker that have not left.
pub(crate) async fn letters_cancel_about(
    conn: &mut Conn,
    event: EventId,
    speaker: SpeakerId,
    kind: LetterKind,
) -> QueryResult<usize> {
    let waiting = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::speaker_id.eq(speaker.0))
        .filter(outbox::kind.eq(kind.code()))
        .filter(outbox::state.eq(LetterState::Queued.code()))
        .filter(outbox::leased_until.is_null());
    diesel::update(waiting).set(outbox::state.eq(LetterState::Cancelled.code())).execute(conn).await
}

/// Takes back the letters to a delegate that have not left and tell what is not so any more.
pub(crate) async fn letters_outdate(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
    status: Status,
) -> QueryResult<usize> {
    let kinds: Vec<&str> = outdated(status).map(LetterKind::code).collect();
    let waiting = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::registration_id.eq(registration.0))
        .filter(outbox::kind.eq_any(kinds))
        .filter(outbox::state.eq(LetterState::Queued.code()))
        .filter(outbox::leased_until.is_null());
    diesel::update(waiting).set(outbox::state.eq(LetterState::Cancelled.code())).execute(conn).await
}

/// Queues again the last letter that was taken back and tells what is so again, unless one like it has left. Letters
/// before `since` were about another time.
pub(crate) async fn letter_restore(
    conn: &mut Conn,
    (event, registration): (EventId, RegistrationId),
    (status, since): (Status, Timestamp),
    except: Option<LetterId>,
) -> QueryResult<usize> {
    let kinds: Vec<&str> = LetterKind::ALL
        .into_iter()
        .filter(|kind| still_applies(*kind, status))
        .map(LetterKind::code)
        .collect();
    let last: Option<(Uuid, String)> = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::registration_id.eq(registration.0))
        .filter(outbox::kind.eq_any(kinds))
        .filter(outbox::queued_at.ge(At(since)))
        // What many get tells of no state, and was stopped by somebody who meant it.
        .filter(outbox::message_id.is_null())
        .filter(outbox::rule_id.is_null())
        .filter(outbox::id.ne(except.map_or(Uuid::nil(), Uuid::from)))
        .order((outbox::queued_at.desc(), outbox::id.desc()))
        .select((outbox::id, outbox::state))
        .first(conn)
        .await
        .optional()?;
    let Some((id, _)) = last.filter(|(_, state)| state == LetterState::Cancelled.code()) else {
        return Ok(0);
    };
    diesel::update(outbox::table.find(id))
        .set(outbox::state.eq(LetterState::Queued.code()))
        .execute(conn)
        .await
}

//! Messages to many and who gets them. Handing letters to the outbox is one statement for some hundred people at once;
//! the id of a letter is made of the message and the registration, so that nothing can be handed over twice.

use crate::columns::{At, code, from_json, to_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::filter::{Query, filtered};
use crate::reads::registrations::RegistrationFilter;
use crate::schema::{message, message_recipient, outbox, registration};
use diesel::dsl::{not, sql};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::ids::{EventId, MessageId};
use plenary_domain::letter::{LetterKind, LetterState};
use plenary_domain::message::{Message, MessageState, MessageTexts, Purpose};
use serde_json::Value;
use uuid::Uuid;

/// True of registrations that are somebody's, and not a second one that was merged away.
pub(crate) const NOT_MERGED: &str = "NOT starts_with(registration.reason, 'merged:')";

/// True of registrations whose delegate wants no more letters that go to many.
pub(crate) const STOPPED: &str = "EXISTS (SELECT FROM bulk_stop
    WHERE bulk_stop.event_id = registration.event_id AND bulk_stop.registration_id = registration.id)";

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = message, check_for_backend(diesel::pg::Pg))]
pub(crate) struct MessageData {
    pub(crate) id: Uuid,
    purpose: String,
    list: String,
    texts: Value,
    state: String,
    version: i32,
    due_at: Option<At>,
    confirmed_at: Option<At>,
}

impl MessageData {
    pub(crate) fn into_message(self) -> Result<Message, StoreError> {
        Ok(Message {
            id: self.id.into(),
            purpose: code("message", &self.purpose, Purpose::parse)?,
            list: self.list,
            texts: from_json("message", self.texts)?,
            state: code("message", &self.state, MessageState::parse)?,
            version: self.version,
            due_at: self.due_at.map(Into::into),
            confirmed_at: self.confirmed_at.map(Into::into),
        })
    }
}

pub(crate) async fn message_get(
    conn: &mut Conn,
    event: EventId,
    id: MessageId,
) -> Result<Message, StoreError> {
    let row: MessageData =
        message::table.find((event.0, id.0)).select(MessageData::as_select()).first(conn).await?;
    row.into_message()
}

pub(crate) async fn message_get_locked(
    conn: &mut Conn,
    event: EventId,
    id: MessageId,
) -> Result<Message, StoreError> {
    let found = message::table.find((event.0, id.0)).select(MessageData::as_select()).for_no_key_update();
    let row: MessageData = found.first(conn).await?;
    row.into_message()
}

/// Of the event, the newest first.
pub(crate) async fn messages_all(conn: &mut Conn, event: EventId) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<MessageData> = message::table
        .filter(message::event_id.eq(event.0))
        .order((message::created_at.desc(), message::id.desc()))
        .limit(100)
        .select(MessageData::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(MessageData::into_message).collect()
}

/// What is written of a draft.
pub(crate) struct MessageColumns<'a> {
    pub(crate) purpose: Purpose,
    pub(crate) list: &'a str,
    pub(crate) texts: &'a MessageTexts,
}

pub(crate) async fn message_insert(
    conn: &mut Conn,
    (event, id): (EventId, MessageId),
    new: &MessageColumns<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(message::table)
        .values((
            message::event_id.eq(event.0),
            message::id.eq(id.0),
            message::purpose.eq(new.purpose.code()),
            message::list.eq(new.list),
            message::texts.eq(to_json(new.texts)?),
            message::created_at.eq(At(now)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn message_update(
    conn: &mut Conn,
    (event, id): (EventId, MessageId),
    new: &MessageColumns<'_>,
) -> Result<(), StoreError> {
    diesel::update(message::table.find((event.0, id.0)))
        .set((
            message::purpose.eq(new.purpose.code()),
            message::list.eq(new.list),
            message::texts.eq(to_json(new.texts)?),
            message::version.eq(message::version + 1),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn message_delete(conn: &mut Conn, event: EventId, id: MessageId) -> QueryResult<usize> {
    diesel::delete(message::table.find((event.0, id.0))).execute(conn).await
}

pub(crate) async fn message_set_state(
    conn: &mut Conn,
    (event, id): (EventId, MessageId),
    state: MessageState,
) -> QueryResult<usize> {
    let target = message::table.find((event.0, id.0));
    diesel::update(target).set(message::state.eq(state.code())).execute(conn).await
}

pub(crate) async fn message_confirm(
    conn: &mut Conn,
    (event, id): (EventId, MessageId),
    (due, now): (Timestamp, Timestamp),
) -> QueryResult<usize> {
    diesel::update(message::table.find((event.0, id.0)))
        .set((
            message::state.eq(MessageState::Confirmed.code()),
            message::due_at.eq(At(due)),
            message::confirmed_at.eq(At(now)),
        ))
        .execute(conn)
        .await
}

/// Whom the list shows and a message of this purpose may be sent to.
pub(crate) fn chosen<'a>(event: EventId, filter: &RegistrationFilter, purpose: Purpose) -> Query<'a> {
    let all = filtered(event, filter).filter(not(sql::<Bool>(STOPPED))).filter(sql::<Bool>(NOT_MERGED));
    match purpose {
        Purpose::Event => all,
        Purpose::Future => {
            all.filter(sql::<Bool>("registration.answers @> '{\"consents\": {\"future\": true}}'"))
        }
    }
}

/// Settles who gets the message; how many.
pub(crate) async fn recipients_settle(
    conn: &mut Conn,
    id: MessageId,
    chosen: Query<'_>,
) -> QueryResult<usize> {
    let people = chosen.select((registration::event_id, id.0.into_sql::<SqlUuid>(), registration::id));
    diesel::insert_into(message_recipient::table)
        .values(people)
        .into_columns((
            message_recipient::event_id,
            message_recipient::message_id,
            message_recipient::registration_id,
        ))
        .execute(conn)
        .await
}

/// Hands letters for some of those who wait to the outbox, and leaves out who has stopped such letters since; how many
/// no longer wait.
pub(crate) async fn recipients_queue(
    conn: &mut Conn,
    (event, message): (EventId, &Message),
    limit: i64,
    now: Timestamp,
) -> QueryResult<usize> {
    let languages: Vec<&str> = message.texts.languages().into_iter().map(Lang::code).collect();
    // For those in whose language it is not written.
    let other = message.texts.language_for(Lang::En).unwrap_or(Lang::En).code();
    diesel::sql_query(format!(
        "WITH person AS (
            SELECT registration.id, email, language, ({STOPPED} OR NOT ({NOT_MERGED})) AS out
            FROM registration WHERE event_id = $1 AND id IN (
                SELECT registration_id FROM message_recipient
                WHERE event_id = $1 AND message_id = $2 AND state = 'waits' ORDER BY registration_id LIMIT $3)),
        queued AS (
            INSERT INTO outbox
                (id, event_id, registration_id, kind, language, recipient, due_at, queued_at, message_id, bulk)
            SELECT md5($2::text || id::text)::uuid, $1, id, '{kind}',
                CASE WHEN language = ANY ($4) THEN language ELSE $5 END, email, $6, $6, $2, true
            FROM person WHERE NOT out ON CONFLICT (id) DO NOTHING)
        UPDATE message_recipient AS m SET state = CASE WHEN person.out THEN 'left_out' ELSE 'queued' END
        FROM person WHERE m.event_id = $1 AND m.message_id = $2 AND m.registration_id = person.id",
        kind = LetterKind::Message.code(),
    ))
    .bind::<SqlUuid, _>(event.0)
    .bind::<SqlUuid, _>(message.id.0)
    .bind::<BigInt, _>(limit)
    .bind::<Array<Text>, _>(&languages)
    .bind::<Text, _>(other)
    .bind::<Timestamptz, _>(At(now))
    .execute(conn)
    .await
}

/// Letters of the message that have not left.
pub(crate) async fn message_letters_waiting(
    conn: &mut Conn,
    event: EventId,
    id: MessageId,
) -> QueryResult<i64> {
    outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::message_id.eq(id.0))
        .filter(outbox::state.eq(LetterState::Queued.code()))
        .count()
        .get_result(conn)
        .await
}

/// Takes back the letters of the message that have not left.
pub(crate) async fn message_letters_cancel(
    conn: &mut Conn,
    event: EventId,
    id: MessageId,
) -> QueryResult<usize> {
    let waiting = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::message_id.eq(id.0))
        .filter(outbox::state.eq(LetterState::Queued.code()))
        .filter(outbox::leased_until.is_null());
    diesel::update(waiting).set(outbox::state.eq(LetterState::Cancelled.code())).execute(conn).await
}

//! What sessions refer to: topics, items, documents and people. A reference of a person keeps what the person answered
//! when the session is saved again.

use crate::columns::code;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{session_document, session_item, session_speaker, session_topic};
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Uuid as SqlUuid};
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;
use plenary_domain::agenda::{RoleState, Session, SessionInput, SessionSpeaker, SpeakerRole};
use plenary_domain::ids::{DocumentId, EventId, ItemId, SessionId};
use std::collections::HashMap;
use uuid::Uuid;

/// The place of what was put into a session from elsewhere: behind what its own form has put into an order.
const BEHIND_ALL: i32 = 1000;

#[derive(QueryableByName)]
struct RefRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = SqlUuid)]
    session: Uuid,
    #[diesel(sql_type = SqlUuid)]
    to: Uuid,
}

/// Puts into sessions what they refer to, in two queries.
pub(crate) async fn refs_all(
    conn: &mut Conn,
    event: EventId,
    sessions: &mut HashMap<SessionId, (Session, i32)>,
) -> Result<(), StoreError> {
    let rows: Vec<RefRow> = diesel::sql_query(
        "SELECT kind, session, \"to\" FROM (
            SELECT 'topic' AS kind, session_id AS session, topic_id AS \"to\", position
                FROM session_topic WHERE event_id = $1
            UNION ALL SELECT 'item', session_id, item_id, position FROM session_item WHERE event_id = $1
            UNION ALL SELECT 'document', session_id, document_id, position FROM session_document WHERE event_id = $1
        ) AS refs ORDER BY position",
    )
    .bind::<SqlUuid, _>(event.0)
    .load(conn)
    .await?;
    for RefRow { kind, session, to } in rows {
        let Some((session, _)) = sessions.get_mut(&session.into()) else { continue };
        match kind.as_str() {
            "topic" => session.topics.push(to.into()),
            "item" => session.items.push(to.into()),
            _ => session.documents.push(to.into()),
        }
    }
    let people: Vec<(Uuid, Uuid, String, String)> = session_speaker::table
        .filter(session_speaker::event_id.eq(event.0))
        .order(session_speaker::position)
        .select((
            session_speaker::session_id,
            session_speaker::speaker_id,
            session_speaker::role,
            session_speaker::state,
        ))
        .load(conn)
        .await?;
    for (session, speaker, role, state) in people {
        let Some((session, _)) = sessions.get_mut(&session.into()) else { continue };
        session.speakers.push(SessionSpeaker {
            speaker: speaker.into(),
            role: code("session_speaker", &role, SpeakerRole::parse)?,
            state: code("session_speaker", &state, RoleState::parse)?,
        });
    }
    Ok(())
}

macro_rules! replace {
    ($conn:expr, $event:expr, $session:expr, $table:ident.$column:ident, $ids:expr) => {{
        let old = $table::table.filter($table::event_id.eq($event.0));
        diesel::delete(old.filter($table::session_id.eq($session.0))).execute($conn).await?;
        let row = |(id, position): (&_, i32)| {
            let id: Uuid = Uuid::from(*id);
            (
                $table::event_id.eq($event.0),
                $table::session_id.eq($session.0),
                $table::$column.eq(id),
                $table::position.eq(position),
            )
        };
        let rows: Vec<_> = $ids.iter().zip(0_i32..).map(row).collect();
        // What is named twice keeps its first place.
        diesel::insert_into($table::table).values(rows).on_conflict_do_nothing().execute($conn).await?;
    }};
}

/// Makes a session refer to what the input says and to nothing else.
pub(crate) async fn refs_save(
    conn: &mut Conn,
    event: EventId,
    id: SessionId,
    input: &SessionInput,
) -> QueryResult<()> {
    replace!(conn, event, id, session_topic.topic_id, input.topics);
    replace!(conn, event, id, session_item.item_id, input.items);
    replace!(conn, event, id, session_document.document_id, input.documents);
    people_save(conn, event, id, input).await
}

async fn people_save(
    conn: &mut Conn,
    event: EventId,
    id: SessionId,
    input: &SessionInput,
) -> QueryResult<()> {
    let mut people: Vec<&SessionSpeaker> = Vec::with_capacity(input.speakers.len());
    for person in &input.speakers {
        // Somebody who is named twice keeps the first role.
        if people.iter().all(|known| known.speaker != person.speaker) {
            people.push(person);
        }
    }
    let named: Vec<Uuid> = people.iter().map(|person| person.speaker.0).collect();
    let old = session_speaker::table.filter(session_speaker::event_id.eq(event.0));
    let old = old.filter(session_speaker::session_id.eq(id.0));
    diesel::delete(old.filter(session_speaker::speaker_id.ne_all(named))).execute(conn).await?;
    let row = |(person, position): (&SessionSpeaker, i32)| {
        (
            session_speaker::event_id.eq(event.0),
            session_speaker::session_id.eq(id.0),
            session_speaker::speaker_id.eq(person.speaker.0),
            session_speaker::role.eq(person.role.code()),
            session_speaker::state.eq(person.state.code()),
            session_speaker::position.eq(position),
        )
    };
    let rows: Vec<_> = people.into_iter().zip(0_i32..).map(row).collect();
    diesel::insert_into(session_speaker::table)
        .values(rows)
        .on_conflict((session_speaker::event_id, session_speaker::session_id, session_speaker::speaker_id))
        .do_update()
        .set((
            session_speaker::role.eq(excluded(session_speaker::role)),
            session_speaker::state.eq(excluded(session_speaker::state)),
            session_speaker::position.eq(excluded(session_speaker::position)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Makes a document belong to these sessions and to no others. Counts the sessions on whose forms would not know it.
pub(crate) async fn document_sessions(
    conn: &mut Conn,
    event: EventId,
    document: DocumentId,
    sessions: &[SessionId],
) -> QueryResult<usize> {
    from_the_other_side(conn, event, ("document", document.0), sessions).await
}

/// The same for an item.
pub(crate) async fn item_sessions(
    conn: &mut Conn,
    event: EventId,
    item: ItemId,
    sessions: &[SessionId],
) -> QueryResult<usize> {
    from_the_other_side(conn, event, ("item", item.0), sessions).await
}

/// `what` is a part of the names of its table and column.
async fn from_the_other_side(
    conn: &mut Conn,
    event: EventId,
    (what, to): (&'static str, Uuid),
    sessions: &[SessionId],
) -> QueryResult<usize> {
    let ids: Vec<Uuid> = sessions.iter().map(|id| id.0).collect();
    let sql = format!(
        "WITH gone AS (DELETE FROM session_{what} WHERE event_id = $1 AND {what}_id = $2
            AND session_id <> ALL ($3) RETURNING session_id),
        added AS (INSERT INTO session_{what} (event_id, session_id, {what}_id, position)
            SELECT $1, id, $2, $4 FROM unnest($3) AS id ON CONFLICT DO NOTHING RETURNING session_id)
        UPDATE session SET version = version + 1 WHERE event_id = $1
            AND id IN (SELECT session_id FROM gone UNION SELECT session_id FROM added)"
    );
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(event.0)
        .bind::<SqlUuid, _>(to)
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Integer, _>(BEHIND_ALL)
        .execute(conn)
        .await
}

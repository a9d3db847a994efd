//! Notes of organisers about a registration.

use crate::act::Act;
use crate::columns::At;
use crate::connection::Conn;
use crate::schema::note;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::ids::{EventId, NoteId, RegistrationId};
use uuid::Uuid;

pub(crate) async fn notes_count(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> QueryResult<i64> {
    note::table
        .filter(note::event_id.eq(event.0))
        .filter(note::registration_id.eq(registration.0))
        .count()
        .get_result(conn)
        .await
}

pub(crate) async fn note_insert(
    conn: &mut Conn,
    act: &Act,
    (event, registration): (EventId, RegistrationId),
    (id, text): (NoteId, &str),
) -> QueryResult<usize> {
    let account = act.actor.account();
    diesel::insert_into(note::table)
        .values((
            note::event_id.eq(event.0),
            note::id.eq(id.0),
            note::registration_id.eq(registration.0),
            note::text.eq(text),
            note::account_id.eq(account.map(|account| account.id.0)),
            note::author.eq(account.map_or("", |account| account.name.as_str())),
            note::written_at.eq(At(act.now)),
        ))
        .execute(conn)
        .await
}

/// Who wrote it: nothing for the program itself.
pub(crate) async fn note_delete(
    conn: &mut Conn,
    (event, registration): (EventId, RegistrationId),
    id: NoteId,
) -> QueryResult<Option<Uuid>> {
    let target = note::table.find((event.0, id.0)).filter(note::registration_id.eq(registration.0));
    diesel::delete(target).returning(note::account_id).get_result(conn).await
}

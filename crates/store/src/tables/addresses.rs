//! What is known of the address of a registration or of a draft.

use crate::columns::At;
use crate::connection::Conn;
use crate::schema::{draft, outbox, registration};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::ids::{DraftId, EventId, RegistrationId};
use plenary_domain::letter::LetterKind;
use plenary_domain::registration::Address;

/// Writes what is known of the address.
pub(crate) async fn registration_set_address(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    address: Address,
) -> QueryResult<usize> {
    diesel::update(registration::table.find((event.0, id.0)))
        .set(registration::unproven_until.eq(address.unproven_until().map(At)))
        .execute(conn)
        .await
}

/// Whether a letter has reminded the delegate to prove the address.
pub(crate) async fn registration_was_reminded(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
) -> QueryResult<bool> {
    let reminders = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::registration_id.eq(id.0))
        .filter(outbox::kind.eq(LetterKind::AddressReminder.code()));
    diesel::select(exists(reminders)).get_result(conn).await
}

/// Remembers that a letter to this address led back to the draft.
pub(crate) async fn draft_set_proven(
    conn: &mut Conn,
    event: EventId,
    id: DraftId,
    key: &str,
) -> QueryResult<usize> {
    diesel::update(draft::table.find((event.0, id.0))).set(draft::proven_key.eq(key)).execute(conn).await
}

pub(crate) async fn draft_set_remind(
    conn: &mut Conn,
    event: EventId,
    id: DraftId,
    next: Option<Timestamp>,
) -> QueryResult<usize> {
    let target = draft::table.find((event.0, id.0));
    diesel::update(target).set(draft::remind_at.eq(next.map(At))).execute(conn).await
}

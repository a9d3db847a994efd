//! Notes of organisers about a registration: written and taken away, never changed. The audit trail keeps that there
//! was one, not what it said, because its rows can't be taken back.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::CommandError;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::notes::{note_delete, note_insert, notes_count};
use crate::tables::registrations::registration_get_locked;
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, NoteId, RegistrationId};
use plenary_domain::policy::{Action, NotAllowed};
use plenary_domain::registration::{NOTE_LENGTH, NOTES_AT_MOST};
use plenary_domain::text::{TextRefused, optional_lines};
use serde_json::json;

/// Why a note can't be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteRefused {
    Text(TextRefused),
    /// There are as many as there may be.
    TooMany,
    NotAllowed,
}

impl Store {
    pub async fn add_note(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        text: &str,
    ) -> Result<(), CommandError<NoteRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NoteRefused::NotAllowed));
        }
        let text = match optional_lines(text, NOTE_LENGTH) {
            Ok(text) if text.is_empty() => Err(TextRefused::Empty),
            read => read,
        };
        let text = text.map_err(|why| CommandError::Refused(NoteRefused::Text(why)))?;
        self.tx(|conn, _| add(conn, act.clone(), (event, id), &text).boxed()).await
    }

    /// Takes a note away.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] when this registration has no such note.
    pub async fn remove_note(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        note: NoteId,
    ) -> Result<(), CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.tx(|conn, _| remove(conn, &act, (event, id), note).boxed()).await
    }
}

async fn add(
    conn: &mut Conn,
    mut act: Act,
    (event, id): (EventId, RegistrationId),
    text: &str,
) -> Result<(), CommandError<NoteRefused>> {
    let row = registration_get_locked(conn, event, id).await?;
    if notes_count(conn, event, id).await? >= NOTES_AT_MOST {
        return Err(CommandError::Refused(NoteRefused::TooMany));
    }
    let note = act.ids.fresh();
    note_insert(conn, &act, (event, id), (note, text)).await?;
    let detail = json!({ "reference": row.reference });
    audit_insert(conn, &act, Entry::new(event, "add_note", "registration", id).detail(detail)).await?;
    Ok(())
}

async fn remove(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, RegistrationId),
    note: NoteId,
) -> Result<(), CommandError<NotAllowed>> {
    let row = registration_get_locked(conn, event, id).await?;
    let author = note_delete(conn, (event, id), note).await?;
    let detail = json!({ "reference": row.reference, "author": author.map(|author| author.to_string()) });
    audit_insert(conn, act, Entry::new(event, "remove_note", "registration", id).detail(detail)).await?;
    Ok(())
}

//! Taking the last edit of the timetable back. It is refused when a session has been changed since, because what
//! somebody else did in the meantime is not ours to undo.

use crate::act::Act;
use crate::commands::promote::title_of;
use crate::connection::Conn;
use crate::error::{CommandError, violates};
use crate::store::Store;
use crate::tables::agenda_edits::{EditPart, edit_last, edit_parts, edit_undone, edit_version_again};
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_touch_draft;
use crate::tables::places::places_resize;
use crate::tables::queues::queue_lock;
use crate::tables::seats::wish_first;
use crate::tables::sessions::{session_delete, session_move, session_version};
use diesel::OptionalExtension;
use futures_util::FutureExt;
use plenary_domain::agenda::UndoEditRefused;
use plenary_domain::ids::{EventId, SessionId};
use plenary_domain::policy::Action;
use plenary_domain::registration::Pool;
use serde_json::json;

type Failed = CommandError<UndoEditRefused>;

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoneEdit {
    pub kind: String,
    /// A session that is there, to show.
    pub session: Option<SessionId>,
}

impl Store {
    /// Takes the edit with this number back, if it is the last one.
    pub async fn undo_edit(
        &self,
        act: Act,
        event: EventId,
        number: i64,
    ) -> Result<UndoneEdit, CommandError<UndoEditRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(UndoEditRefused::NotAllowed));
        }
        self.tx(|conn, _| undo(conn, act.clone(), event, number).boxed()).await
    }
}

async fn undo(conn: &mut Conn, act: Act, event: EventId, number: i64) -> Result<UndoneEdit, Failed> {
    event_touch_draft(conn, event).await?;
    let last = edit_last(conn, event).await?.filter(|last| last.number == number);
    let Some(last) = last else { return Err(CommandError::Refused(UndoEditRefused::ChangedMeanwhile)) };
    let parts = edit_parts(conn, event, number).await?;
    for part in &parts {
        let now = session_version(conn, event, part.session).await.optional()?;
        if now.is_none_or(|(version, _)| version != part.versions.1) {
            return Err(CommandError::Refused(UndoEditRefused::ChangedMeanwhile));
        }
        if part.made { remove(conn, event, part.session).await? } else { put_back(conn, event, part).await? }
    }
    edit_undone(conn, event, number, act.now).await?;
    let session = parts.iter().find(|part| !part.made).map(|part| part.session);
    let subject = session.or_else(|| parts.first().map(|part| part.session));
    let Some(subject) = subject else { return Err(CommandError::Refused(UndoEditRefused::ChangedMeanwhile)) };
    let detail = json!({ "name": title_of(last.title), "edit": last.kind });
    audit_insert(conn, &act, Entry::new(event, "undo_edit", "session", subject).detail(detail)).await?;
    Ok(UndoneEdit { kind: last.kind, session })
}

async fn put_back(conn: &mut Conn, event: EventId, part: &EditPart) -> Result<(), Failed> {
    let moved = session_move(conn, event, part.session, part.slot, part.room).await;
    if let Err(error) = moved {
        // The room from before has been removed.
        let gone = violates(&error, "session_event_id_room_id_fkey");
        return Err(if gone {
            CommandError::Refused(UndoEditRefused::ChangedMeanwhile)
        } else {
            error.into()
        });
    }
    let (before, after) = part.versions;
    edit_version_again(conn, event, part.session, (before, after + 1)).await?;
    Ok(())
}

/// Nobody who has signed up for a session loses it because it was a copy.
async fn remove(conn: &mut Conn, event: EventId, id: SessionId) -> Result<(), Failed> {
    queue_lock(conn, event, Pool::Session(id)).await?;
    if places_resize(conn, event, Pool::Session(id), 0).await?.is_err()
        || wish_first(conn, event, id).await?.is_some()
    {
        return Err(CommandError::Refused(UndoEditRefused::InUse));
    }
    session_delete(conn, event, id).await?;
    Ok(())
}

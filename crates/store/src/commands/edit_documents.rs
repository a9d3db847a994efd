//! Editing documents, and to which sessions and items each belongs.

use crate::act::Act;
use crate::commands::promote::title_of;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::documents::{document_delete, document_save};
use crate::tables::events::event_touch_draft;
use crate::tables::items::document_items;
use crate::tables::session_refs::document_sessions;
use futures_util::FutureExt;
use plenary_domain::Lang;
use plenary_domain::agenda::{DocumentInput, EditRefused, Symbol};
use plenary_domain::ids::{DocumentId, EventId, ItemId, SessionId};
use plenary_domain::policy::Action;
use serde_json::json;

type Failed = CommandError<EditRefused>;

/// A document as its form has it.
#[derive(Debug, Clone)]
pub struct DocumentForm {
    pub input: DocumentInput,
    pub sessions: Vec<SessionId>,
    pub items: Vec<ItemId>,
}

impl Store {
    /// Saves a document, a new one when `id` is none.
    pub async fn save_document(
        &self,
        mut act: Act,
        event: EventId,
        id: Option<DocumentId>,
        form: DocumentForm,
    ) -> Result<DocumentId, CommandError<EditRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(EditRefused::NotAllowed));
        }
        let new = id.is_none();
        let id = id.unwrap_or_else(|| act.ids.fresh());
        self.tx(|conn, _| save(conn, &act, (event, id), &form, new).boxed()).await?;
        Ok(id)
    }

    /// Removes a document; it leaves the sessions and items that it belonged to. Releases keep theirs.
    pub async fn remove_document(
        &self,
        act: Act,
        event: EventId,
        id: DocumentId,
    ) -> Result<(), CommandError<EditRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(EditRefused::NotAllowed));
        }
        self.tx(|conn, _| remove(conn, &act, event, id).boxed()).await
    }
}

pub(crate) async fn save(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, DocumentId),
    form: &DocumentForm,
    new: bool,
) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    if !document_save(conn, event, id, &form.input, new).await? {
        return Err(StoreError::NotFound.into());
    }
    document_sessions(conn, event, id, &form.sessions).await?;
    document_items(conn, event, id, &form.items).await?;
    let symbol = form.input.symbol.as_ref().map(Symbol::as_str);
    let detail = json!({ "name": form.input.title.get(Lang::En), "symbol": symbol });
    audit_insert(conn, act, Entry::new(event, "save_document", "document", id).detail(detail)).await?;
    Ok(())
}

async fn remove(conn: &mut Conn, act: &Act, event: EventId, id: DocumentId) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    // Forms that are open must not bring it back.
    document_sessions(conn, event, id, &[]).await?;
    let title = document_delete(conn, event, id).await?;
    let entry = Entry::new(event, "remove_document", "document", id);
    audit_insert(conn, act, entry.detail(json!({ "name": title_of(title) }))).await?;
    Ok(())
}

//! Views of the list of registrations under a name: of one account, or shared with everybody who sees the desk.
//! One's own view and a shared one can be changed by whoever runs the event; the view of somebody else is not there.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::views::{ViewData, view_delete, view_get_locked, view_insert, view_update, views_of};
use futures_util::FutureExt;
use plenary_domain::ids::{AccountId, EventId, ViewId};
use plenary_domain::policy::{Action, NotAllowed};
use plenary_domain::registration::{VIEW_NAME_LENGTH, VIEWS_AT_MOST};
use plenary_domain::text::{TextRefused, line};
use serde_json::json;

/// The longest filter, in bytes; ours are a tenth of it.
const QUERY: usize = 2_000;

/// Why a view can't be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewRefused {
    Name(TextRefused),
    /// This account has a view of that name.
    NameTaken,
    /// There are as many as there may be.
    TooMany,
    NotAllowed,
}

/// A name, and with whom the view is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewView {
    pub name: String,
    pub shared: bool,
}

type Failed = CommandError<ViewRefused>;

impl Store {
    /// Saves the list that `query` describes.
    pub async fn save_view(
        &self,
        mut act: Act,
        event: EventId,
        new: &NewView,
        query: &str,
    ) -> Result<ViewId, CommandError<ViewRefused>> {
        let (account, name) = whose(&act, event, &new.name)?;
        if query.len() > QUERY {
            return Err(CommandError::Refused(ViewRefused::Name(TextRefused::TooLong(QUERY))));
        }
        let id = act.ids.fresh();
        self.tx(|conn, _| save(conn, &act, (event, account, id), (&name, query, new.shared)).boxed()).await?;
        Ok(id)
    }

    /// Gives it another name, or shares it or no longer.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the view of somebody else.
    pub async fn rename_view(
        &self,
        act: Act,
        event: EventId,
        id: ViewId,
        new: &NewView,
    ) -> Result<(), CommandError<ViewRefused>> {
        let (account, name) = whose(&act, event, &new.name)?;
        self.tx(|conn, _| rename(conn, &act, (event, account, id), (&name, new.shared)).boxed()).await
    }

    /// # Errors
    /// [`StoreError::NotFound`] for the view of somebody else.
    pub async fn remove_view(
        &self,
        act: Act,
        event: EventId,
        id: ViewId,
    ) -> Result<(), CommandError<NotAllowed>> {
        let Some(account) = act.actor.account().filter(|_| act.may(Action::RunEvent(event))) else {
            return Err(CommandError::Refused(NotAllowed));
        };
        let account = account.id;
        self.tx(|conn, _| remove(conn, &act, (event, account, id)).boxed()).await
    }
}

/// The account that saves, and the name as it is kept.
fn whose(act: &Act, event: EventId, name: &str) -> Result<(AccountId, String), Failed> {
    let account = act.actor.account().filter(|_| act.may(Action::RunEvent(event)));
    let account = account.ok_or(CommandError::Refused(ViewRefused::NotAllowed))?;
    let name = line(name, VIEW_NAME_LENGTH).map_err(|why| CommandError::Refused(ViewRefused::Name(why)))?;
    Ok((account.id, name))
}

async fn save(
    conn: &mut Conn,
    act: &Act,
    (event, account, id): (EventId, AccountId, ViewId),
    (name, query, shared): (&str, &str, bool),
) -> Result<(), Failed> {
    let (count, taken) = views_of(conn, (event, account), (name, None)).await?;
    if taken {
        return Err(CommandError::Refused(ViewRefused::NameTaken));
    }
    if count >= VIEWS_AT_MOST {
        return Err(CommandError::Refused(ViewRefused::TooMany));
    }
    view_insert(conn, (event, account, id), (name, query, shared), act.now).await?;
    let detail = json!({ "name": name, "shared": shared });
    audit_insert(conn, act, Entry::new(event, "save_view", "view", id).detail(detail)).await?;
    Ok(())
}

/// The view, if this account may change it.
async fn mine(
    conn: &mut Conn,
    (event, account, id): (EventId, AccountId, ViewId),
) -> Result<ViewData, StoreError> {
    let view = view_get_locked(conn, event, id).await?;
    if view.shared || view.account_id == account.0 { Ok(view) } else { Err(StoreError::NotFound) }
}

async fn rename(
    conn: &mut Conn,
    act: &Act,
    (event, account, id): (EventId, AccountId, ViewId),
    (name, shared): (&str, bool),
) -> Result<(), Failed> {
    let view = mine(conn, (event, account, id)).await?;
    let (_, taken) = views_of(conn, (event, view.account_id.into()), (name, Some(id))).await?;
    if taken {
        return Err(CommandError::Refused(ViewRefused::NameTaken));
    }
    let mut changes = serde_json::Map::new();
    if view.name != name {
        changes.insert("name".to_owned(), json!([view.name, name]));
    }
    if view.shared != shared {
        changes.insert("shared".to_owned(), json!([view.shared, shared]));
    }
    if changes.is_empty() {
        return Ok(());
    }
    view_update(conn, event, id, (name, shared)).await?;
    let detail = json!({ "name": name, "changes": changes });
    audit_insert(conn, act, Entry::new(event, "rename_view", "view", id).detail(detail)).await?;
    Ok(())
}

async fn remove(
    conn: &mut Conn,
    act: &Act,
    (event, account, id): (EventId, AccountId, ViewId),
) -> Result<(), CommandError<NotAllowed>> {
    let view = mine(conn, (event, account, id)).await?;
    view_delete(conn, event, id).await?;
    let detail = json!({ "name": view.name });
    audit_insert(conn, act, Entry::new(event, "remove_view", "view", id).detail(detail)).await?;
    Ok(())
}

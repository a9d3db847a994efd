//! Editing the items of the agenda. The domain says what a number may become; every edit counts the draft on, which
//! locks the event, so that two editors can't give one number twice.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_touch_draft;
use crate::tables::items::{item_delete, item_save, items_decide, items_load, items_order, items_renumber};
use crate::tables::session_refs::item_sessions;
use futures_util::FutureExt;
use plenary_domain::Lang;
use plenary_domain::agenda::{ItemInput, ItemList, ItemRefused, ItemsDecision};
use plenary_domain::ids::{EventId, ItemId};
use plenary_domain::policy::Action;
use serde_json::json;

type Failed = CommandError<ItemRefused>;

fn check(act: &Act, event: EventId) -> Result<(), Failed> {
    if act.may(Action::RunEvent(event)) {
        Ok(())
    } else {
        Err(CommandError::Refused(ItemRefused::NotAllowed))
    }
}

impl Store {
    /// Saves an item, a new one when `id` is none: that one goes behind those of the same parent.
    pub async fn save_item(
        &self,
        act: Act,
        event: EventId,
        id: Option<ItemId>,
        input: ItemInput,
    ) -> Result<ItemId, CommandError<ItemRefused>> {
        check(&act, event)?;
        self.tx(|conn, _| save(conn, act.clone(), event, id, &input).boxed()).await
    }

    /// Removes an item that none stands below.
    pub async fn remove_item(
        &self,
        act: Act,
        event: EventId,
        id: ItemId,
    ) -> Result<(), CommandError<ItemRefused>> {
        check(&act, event)?;
        self.tx(|conn, _| remove(conn, &act, event, id).boxed()).await
    }

    /// Moves an item one up or down among those of its parent; no number changes.
    pub async fn move_item(
        &self,
        act: Act,
        event: EventId,
        id: ItemId,
        up: bool,
    ) -> Result<(), CommandError<ItemRefused>> {
        check(&act, event)?;
        self.tx(|conn, _| move_it(conn, &act, event, id, up).boxed()).await
    }

    /// Gives every item the number that its place has, while numbers are not frozen; how many have changed.
    pub async fn renumber_items(&self, act: Act, event: EventId) -> Result<usize, CommandError<ItemRefused>> {
        check(&act, event)?;
        self.tx(|conn, _| renumber(conn, &act, event).boxed()).await
    }

    /// Makes the agenda provisional, adopted or revised, or a draft again.
    pub async fn decide_items(
        &self,
        act: Act,
        event: EventId,
        decision: ItemsDecision,
    ) -> Result<(), CommandError<ItemRefused>> {
        check(&act, event)?;
        self.tx(|conn, _| decide(conn, &act, event, &decision).boxed()).await
    }
}

pub(crate) async fn save(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    id: Option<ItemId>,
    input: &ItemInput,
) -> Result<ItemId, Failed> {
    event_touch_draft(conn, event).await?;
    let list = items_load(conn, event).await?;
    if id.is_some_and(|id| list.item(id).is_none()) {
        return Err(StoreError::NotFound.into());
    }
    list.check(id, input).map_err(CommandError::Refused)?;
    let new = id.is_none().then(|| behind(&list, input.parent));
    let id = id.unwrap_or_else(|| act.ids.fresh());
    if !item_save(conn, event, id, input, new).await? {
        return Err(StoreError::NotFound.into());
    }
    item_sessions(conn, event, id, &input.sessions).await?;
    told(conn, &act, event, ("save_item", id), &format!("{} {}", input.number, input.title.get(Lang::En)))
        .await?;
    Ok(id)
}

/// The place behind all of one parent.
fn behind(list: &ItemList, parent: Option<ItemId>) -> i32 {
    let places = list.items.iter().filter(|item| item.parent == parent).map(|item| item.position);
    places.max().map_or(1, |last| last.saturating_add(1))
}

async fn told(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    (action, id): (&'static str, ItemId),
    name: &str,
) -> Result<(), StoreError> {
    let entry = Entry::new(event, action, "item", id).detail(json!({ "name": name }));
    audit_insert(conn, act, entry).await?;
    Ok(())
}

async fn remove(conn: &mut Conn, act: &Act, event: EventId, id: ItemId) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    let list = items_load(conn, event).await?;
    let item = list.item(id).ok_or(StoreError::NotFound)?;
    if list.items.iter().any(|other| other.parent == Some(id)) {
        return Err(CommandError::Refused(ItemRefused::HasItems));
    }
    // Forms of sessions that are open must not bring it back.
    item_sessions(conn, event, id, &[]).await?;
    item_delete(conn, event, id).await?;
    let name = format!("{} {}", list.full_number(id), item.title.get(Lang::En));
    told(conn, act, event, ("remove_item", id), &name).await?;
    Ok(())
}

async fn move_it(conn: &mut Conn, act: &Act, event: EventId, id: ItemId, up: bool) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    let list = items_load(conn, event).await?;
    let item = list.item(id).ok_or(StoreError::NotFound)?;
    items_order(conn, event, &list.moved(id, up)).await?;
    let name = format!("{} {}", list.full_number(id), item.title.get(Lang::En));
    told(conn, act, event, ("move_item", id), &name).await?;
    Ok(())
}

async fn renumber(conn: &mut Conn, act: &Act, event: EventId) -> Result<usize, Failed> {
    event_touch_draft(conn, event).await?;
    let list = items_load(conn, event).await?;
    let mut numbers = list.renumbered().map_err(CommandError::Refused)?;
    numbers.retain(|(id, number)| list.item(*id).is_some_and(|item| item.number != *number));
    items_renumber(conn, event, &numbers).await?;
    let detail = json!({ "items_changed": numbers.len() });
    audit_insert(conn, act, Entry::new(event, "renumber_items", "event", event).detail(detail)).await?;
    Ok(numbers.len())
}

async fn decide(conn: &mut Conn, act: &Act, event: EventId, next: &ItemsDecision) -> Result<(), Failed> {
    event_touch_draft(conn, event).await?;
    let list = items_load(conn, event).await?;
    list.decide(next).map_err(CommandError::Refused)?;
    items_decide(conn, event, next).await?;
    let detail = json!({ "from": list.status.code(), "to": next.status.code() });
    audit_insert(conn, act, Entry::new(event, "decide_items", "event", event).detail(detail)).await?;
    Ok(())
}

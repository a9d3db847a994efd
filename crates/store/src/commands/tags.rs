//! Tags: words that organisers sort registrations by, added to one or to many, and taken away.

use crate::act::Act;
use crate::commands::decide::all_here;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::registration;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::registrations::registration_get_locked;
use crate::tables::tags::{tag_count, tag_delete, tag_insert, tags_of};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::{Action, NotAllowed};
use plenary_domain::registration::{TAGS_AT_MOST, Tag};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Why tags can't be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagRefused {
    /// There would be more than there may be.
    TooMany,
    NotAllowed,
}

/// What tagging several came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tagged {
    /// Have the tag now and had it not before.
    pub added: usize,
    /// Had it already.
    pub had: usize,
    /// Have as many tags as there may be.
    pub full: usize,
}

impl Store {
    /// Adds all of them or, where there is no room for all, none.
    pub async fn add_tags(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        tags: &[Tag],
    ) -> Result<(), CommandError<TagRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(TagRefused::NotAllowed));
        }
        self.tx(|conn, _| add(conn, &act, (event, id), tags).boxed()).await
    }

    pub async fn remove_tag(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        tag: &Tag,
    ) -> Result<(), CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.tx(|conn, _| remove(conn, &act, (event, id), tag).boxed()).await
    }

    /// Adds one tag to several. Whoever has no room for it stays without.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them is not of this event: then nobody is tagged.
    pub async fn tag_many(
        &self,
        act: Act,
        event: EventId,
        ids: &[RegistrationId],
        tag: &Tag,
    ) -> Result<Tagged, CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.tx(|conn, _| many(conn, &act, (event, ids), tag).boxed()).await
    }
}

async fn add(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, RegistrationId),
    tags: &[Tag],
) -> Result<(), CommandError<TagRefused>> {
    let row = registration_get_locked(conn, event, id).await?;
    let has = tags_of(conn, event, id).await?;
    let new: Vec<&Tag> = tags.iter().filter(|tag| !has.iter().any(|word| word == tag.as_str())).collect();
    if i64::try_from(has.len() + new.len()).unwrap_or(i64::MAX) > TAGS_AT_MOST {
        return Err(CommandError::Refused(TagRefused::TooMany));
    }
    if new.is_empty() {
        return Ok(());
    }
    for tag in &new {
        tag_insert(conn, event, &[id.0], tag).await?;
    }
    let words: Vec<&str> = new.iter().map(|tag| tag.as_str()).collect();
    let detail = json!({ "reference": row.reference, "changes": { "tags": [null, words] } });
    audit_insert(conn, act, Entry::new(event, "add_tags", "registration", id).detail(detail)).await?;
    Ok(())
}

async fn remove(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, RegistrationId),
    tag: &Tag,
) -> Result<(), CommandError<NotAllowed>> {
    let row = registration_get_locked(conn, event, id).await?;
    if tag_delete(conn, event, id, tag).await? == 0 {
        return Ok(());
    }
    let detail = json!({ "reference": row.reference, "changes": { "tags": [[tag.as_str()], null] } });
    audit_insert(conn, act, Entry::new(event, "remove_tag", "registration", id).detail(detail)).await?;
    Ok(())
}

/// Each registration has the change in its own history.
async fn many(
    conn: &mut Conn,
    act: &Act,
    (event, ids): (EventId, &[RegistrationId]),
    tag: &Tag,
) -> Result<Tagged, CommandError<NotAllowed>> {
    all_here(conn, event, ids).await?;
    let mut all: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    all.sort_unstable();
    all.dedup();
    let references = references_locked(conn, event, &all).await?;
    let added = tag_insert(conn, event, &all, tag).await?;
    for id in &added {
        let reference = references.get(&id.0);
        let detail = json!({ "reference": reference, "changes": { "tags": [null, [tag.as_str()]] } });
        audit_insert(conn, act, Entry::new(event, "add_tags", "registration", *id).detail(detail)).await?;
    }
    let have = usize::try_from(tag_count(conn, event, &all, tag).await?).unwrap_or_default();
    let had = have.saturating_sub(added.len());
    Ok(Tagged { added: added.len(), had, full: all.len().saturating_sub(have) })
}

/// Locked in one order, so that two organisers who tag the same people don't wait in a circle.
async fn references_locked(
    conn: &mut Conn,
    event: EventId,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, String>, StoreError> {
    let rows: Vec<(Uuid, String)> = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::id.eq_any(ids))
        .order(registration::id)
        .select((registration::id, registration::reference))
        .for_no_key_update()
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

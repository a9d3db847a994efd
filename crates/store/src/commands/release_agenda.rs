//! A release: the draft, as it was looked at, becomes a numbered revision for good, and the public sees it.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::CommandError;
use crate::reads::agenda::Release;
use crate::schema::release;
use crate::store::Store;
use crate::tables::agenda::draft_load;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_get_locked, event_set_release, event_tell};
use crate::tables::releases::{release_current, release_insert};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::agenda::{Level, ReleaseRefused, conflicts, differs, prepare_release, shifted};
use plenary_domain::ids::EventId;
use plenary_domain::policy::Action;
use serde_json::json;

type Failed = CommandError<ReleaseRefused>;

impl Store {
    /// Releases the draft that has this version; the number of the release.
    pub async fn release_agenda(
        &self,
        act: Act,
        event: EventId,
        draft_version: i32,
        comment: String,
    ) -> Result<i32, CommandError<ReleaseRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(ReleaseRefused::NotAllowed));
        }
        self.tx(|conn, _| release_draft(conn, act.clone(), event, draft_version, &comment).boxed()).await
    }
}

pub(crate) async fn release_draft(
    conn: &mut Conn,
    act: Act,
    event: EventId,
    draft_version: i32,
    comment: &str,
) -> Result<i32, Failed> {
    let event = event_get_locked(conn, event).await?;
    let draft = draft_load(conn, event.id).await?;
    if draft.draft_version != draft_version {
        return Err(CommandError::Refused(ReleaseRefused::ChangedMeanwhile));
    }
    let mut blocking = conflicts(&draft.agenda, &event.days());
    blocking.retain(|conflict| conflict.level() == Level::BlocksRelease);
    if !blocking.is_empty() {
        return Err(CommandError::Refused(ReleaseRefused::Blocked(blocking)));
    }
    let old = release_current(conn, event.id).await?;
    let old = old.as_ref().map(|release| &release.agenda);
    let clocks = old.map(|old| shifted(old, &event.zone())).unwrap_or_default();
    if !differs(old, &draft.agenda) && clocks.is_empty() {
        return Err(CommandError::Refused(ReleaseRefused::NothingChanged));
    }
    let (agenda, changes) = prepare_release(old, &draft.agenda, &event.zone(), act.now);
    let last: Option<i32> = release::table
        .filter(release::event_id.eq(event.id.0))
        .select(diesel::dsl::max(release::number))
        .first(conn)
        .await?;
    let number = last.unwrap_or(0) + 1;
    let by = act.actor.account().map(|account| account.id);
    let new = Release { number, comment: comment.to_owned(), released_at: act.now, agenda, changes };
    release_insert(conn, event.id, by, &new).await?;
    event_set_release(conn, event.id, number).await?;
    event_tell(conn, event.id).await?;
    let detail = json!({ "number": number, "reason": comment, "sessions_changed": new.changes.len() });
    audit_insert(conn, &act, Entry::new(event.id, "release_agenda", "event", event.id).detail(detail))
        .await?;
    Ok(number)
}

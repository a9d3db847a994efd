//! A release: the draft, as it was looked at, becomes a numbered revision for good, and the public sees it.

use super::tell_of_release::{News, tell};
use crate::act::Act;
use crate::connection::Conn;
use crate::error::CommandError;
use crate::reads::agenda::Release;
use crate::reads::planning::known_load;
use crate::schema::release;
use crate::store::Store;
use crate::tables::agenda::draft_load;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_get_locked, event_set_release, event_tell};
use crate::tables::releases::{release_current, release_insert};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::agenda::{ReleaseRefused, conflicts, differs, prepare_release, shifted};
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
        self.publish_agenda(act, event, draft_version, NewRelease { comment, quiet: false }).await
    }

    /// The same; with `quiet` nobody gets a letter about it.
    pub async fn publish_agenda(
        &self,
        act: Act,
        event: EventId,
        draft_version: i32,
        release: NewRelease,
    ) -> Result<i32, CommandError<ReleaseRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(ReleaseRefused::NotAllowed));
        }
        self.tx(|conn, _| release_draft(conn, act.clone(), event, draft_version, &release).boxed()).await
    }
}

/// What an organiser says about a release.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRelease {
    pub comment: String,
    /// No letters.
    pub quiet: bool,
}

pub(crate) async fn release_draft(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    draft_version: i32,
    wanted: &NewRelease,
) -> Result<i32, Failed> {
    let event = event_get_locked(conn, event).await?;
    let draft = draft_load(conn, event.id).await?;
    if draft.draft_version != draft_version {
        return Err(CommandError::Refused(ReleaseRefused::ChangedMeanwhile));
    }
    let known = known_load(conn, event.id, &draft).await?;
    let mut blocking = conflicts(&draft.agenda, &event.days(), &known);
    blocking.retain(|conflict| conflict.level.blocks_release());
    if !blocking.is_empty() {
        return Err(CommandError::Refused(ReleaseRefused::Blocked(blocking)));
    }
    let last = release_current(conn, event.id).await?;
    let old = last.as_ref().map(|release| &release.agenda);
    let clocks = old.map(|old| shifted(old, &event.zone())).unwrap_or_default();
    if !differs(old, &draft.agenda) && clocks.is_empty() {
        return Err(CommandError::Refused(ReleaseRefused::NothingChanged));
    }
    let (agenda, changes) = prepare_release(old, &draft.agenda, &event.zone(), act.now);
    let number = next_number(conn, event.id).await?;
    let new = Release { number, comment: wanted.comment.clone(), released_at: act.now, agenda, changes };
    let since = last.as_ref().map(|release| release.number);
    let news = News { changes: &new.changes, agendas: [old, Some(&new.agenda)], since };
    let letters = if wanted.quiet { 0 } else { tell(conn, &mut act, &event, &news).await? };
    let by = act.actor.account().map(|account| account.id);
    release_insert(conn, event.id, (by, letters, wanted.quiet), &new).await?;
    event_set_release(conn, event.id, number).await?;
    event_tell(conn, event.id).await?;
    let detail = json!({
        "number": number,
        "reason": wanted.comment,
        "sessions_changed": new.changes.len(),
        "letters": letters,
        "quiet": wanted.quiet,
    });
    audit_insert(conn, &act, Entry::new(event.id, "release_agenda", "event", event.id).detail(detail))
        .await?;
    Ok(number)
}

async fn next_number(conn: &mut Conn, event: EventId) -> QueryResult<i32> {
    let last: Option<i32> = release::table
        .filter(release::event_id.eq(event.0))
        .select(diesel::dsl::max(release::number))
        .first(conn)
        .await?;
    Ok(last.unwrap_or(0) + 1)
}

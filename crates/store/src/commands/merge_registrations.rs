//! Two registrations of one person become one, as an organiser has chosen field by field. Nothing merges by itself.
//!
//! The one that goes is withdrawn, with a reason that names where it went; its place and seats are given back the
//! way in which they always are, to whoever is next. It gets no letter: to read "withdrawn" would frighten somebody
//! whose other registration stands, and the page behind the old address says what has happened. The one that stays
//! gets none either, as for every change that an organiser makes. Each has its row in the audit trail, which names
//! the other.

use crate::act::Act;
use crate::commands::change_answers::{changes, reseat};
use crate::commands::leave_everything;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::reads::agenda::form_facts;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{
    RegistrationData, registration_get_locked, registration_set_answers, registration_set_status,
};
use crate::tables::seats::sessions_of;
use futures_util::FutureExt;
use plenary_domain::Event;
use plenary_domain::ids::{EventId, RegistrationId, SessionId};
use plenary_domain::policy::Action;
use plenary_domain::registration::{
    Answers, FormFacts, MergeRefused, SESSIONS, Status, may_merge, merged, merged_reason, parse_answers,
};
use serde_json::json;
use std::collections::BTreeSet;

type Failed = CommandError<MergeRefused>;

/// What an organiser has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The one that stays, and its version when it was looked at.
    pub keep: (RegistrationId, i32),
    /// The one that goes.
    pub drop: (RegistrationId, i32),
    /// Fields whose answer is that of the one that goes; `sessions` for all of them.
    pub from_dropped: BTreeSet<String>,
}

impl Store {
    /// Merges two registrations of one event.
    pub async fn merge_registrations(&self, act: Act, event: EventId, merge: Merge) -> Result<(), Failed> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(MergeRefused::NotAllowed));
        }
        if merge.keep.0 == merge.drop.0 {
            return Err(CommandError::Refused(MergeRefused::Same));
        }
        self.tx(|conn, _| run(conn, act.clone(), event, &merge).boxed()).await
    }
}

/// Both rows, locked in the order of their ids.
struct Two {
    keep: RegistrationData,
    drop: RegistrationData,
}

impl Two {
    async fn lock(conn: &mut Conn, event: EventId, merge: &Merge) -> Result<Self, Failed> {
        let (keep, drop) = (merge.keep.0, merge.drop.0);
        let first = registration_get_locked(conn, event, keep.min(drop)).await?;
        let second = registration_get_locked(conn, event, keep.max(drop)).await?;
        let two =
            if keep < drop { Self { keep: first, drop: second } } else { Self { keep: second, drop: first } };
        may_merge(two.keep.status()?, two.drop.status()?).map_err(CommandError::Refused)?;
        if (two.keep.version, two.drop.version) != (merge.keep.1, merge.drop.1) {
            return Err(CommandError::Refused(MergeRefused::ChangedMeanwhile));
        }
        Ok(two)
    }
}

async fn run(conn: &mut Conn, mut act: Act, event: EventId, merge: &Merge) -> Result<(), Failed> {
    let two = Two::lock(conn, event, merge).await?;
    let event = event_get(conn, event).await?;
    let (facts, agenda) = form_facts(conn, &event).await?;
    let (old, other) = (two.keep.answers()?, two.drop.answers()?);
    let new = answers(&old, &other, &merge.from_dropped, &facts)?;
    let status = two.drop.status()?;
    lock_queues(conn, &event, (&two.drop, status), [&old, &new]).await?;
    let reason = merged_reason(&two.keep.reference);
    registration_set_status(conn, event.id, two.drop.id(), (Status::Withdrawn, &reason), act.now).await?;
    leave_everything(conn, &mut act, &event, (two.drop.id(), status)).await?;
    let changes = changes(&old, &new, &facts, &agenda);
    if !changes.is_empty() {
        let kept = (two.keep.id(), two.keep.reference.as_str());
        registration_set_answers(conn, event.id, kept, &new).await?;
        let missing = |of: &Answers, from: &Answers| -> Vec<SessionId> {
            of.sessions.iter().filter(|id| !from.sessions.contains(id)).copied().collect()
        };
        reseat(conn, &act, event.id, two.keep.id(), (missing(&old, &new), missing(&new, &old))).await?;
    }
    let detail = json!({ "reference": two.keep.reference, "merged": two.drop.reference, "changes": changes });
    audit_insert(conn, &act, Entry::new(event.id, "merge", "registration", two.keep.id()).detail(detail))
        .await?;
    let detail = json!({ "reference": two.drop.reference, "merged": two.keep.reference });
    audit_insert(
        conn,
        &act,
        Entry::new(event.id, "merge_away", "registration", two.drop.id()).detail(detail),
    )
    .await?;
    Ok(())
}

/// All queues that this touches, in their order: the event's first, then the sessions' by id.
async fn lock_queues(
    conn: &mut Conn,
    event: &Event,
    (drop, status): (&RegistrationData, Status),
    kept: [&Answers; 2],
) -> Result<(), StoreError> {
    if status == Status::Confirmed {
        queue_lock(conn, event.id, None).await?;
    }
    let mut sessions: BTreeSet<SessionId> =
        sessions_of(conn, event.id, drop.id()).await?.into_iter().collect();
    sessions.extend(kept.iter().flat_map(|answers| answers.sessions.iter().copied()));
    for session in sessions {
        queue_lock(conn, event.id, Some(session)).await?;
    }
    Ok(())
}

/// The answers of both, as they were chosen, through the same checks as those that somebody types.
fn answers(
    keep: &Answers,
    drop: &Answers,
    from_dropped: &BTreeSet<String>,
    facts: &FormFacts,
) -> Result<Answers, Failed> {
    let raw = merged(&keep.to_raw(facts), &drop.to_raw(facts), from_dropped);
    let mut new = parse_answers(&raw, facts)
        .map_err(|problems| CommandError::Refused(MergeRefused::Answers(problems)))?;
    let sessions = if from_dropped.contains(SESSIONS) { drop } else { keep };
    new.sessions.clone_from(&sessions.sessions);
    Ok(new)
}

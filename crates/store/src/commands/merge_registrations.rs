//! Two registrations of one person become one, as an organiser has chosen field by field. Nothing merges by itself.
//!
//! The one that goes is withdrawn, with a reason that names where it went; its row and history stay, and its place and
//! seats go the way in which they always go, to whoever is next, after the one that stays has taken what it chose.
//! It gets no letter, and those that wait for it are taken back: to read "withdrawn" would frighten somebody whose other
//! registration stands, and the page behind the old address says what has happened. The one that stays gets none
//! either, as for every change that an organiser makes. Each has its row in the audit trail, which names the other.

use crate::act::Act;
use crate::commands::change_answers::{changes, choose_again, reseat, retype, type_full};
use crate::commands::promote::{leave_seats, offer_places, promote_seats};
use crate::commands::register::full_option;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::reads::agenda::form_facts;
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::answers::{answers_of, registration_set_answers};
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::changes::change_request_close;
use crate::tables::events::event_get;
use crate::tables::files::files_merge;
use crate::tables::letters::letters_cancel;
use crate::tables::places::{entry_free, place_free};
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{
    RegistrationData, StateColumns, registration_get_locked, registration_row, registration_set_state,
};
use crate::tables::seats::{seats_take, sessions_of, wish_remove};
use futures_util::FutureExt;
use plenary_domain::Event;
use plenary_domain::file::Purpose;
use plenary_domain::ids::{EventId, RegistrationId, SessionId};
use plenary_domain::policy::Action;
use plenary_domain::registration::{
    Answers, Claimed, Form, MergeRefused, Pool, Status, may_merge, merged_reason, parse_merged,
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
        let keys = self.sealer();
        self.tx(|conn, _| run(conn, act.clone(), keys, event, &merge).boxed()).await
    }
}

/// Both rows, locked, and with them the event's queue where there may be something to offer.
struct Two {
    keep: RegistrationData,
    drop: RegistrationData,
}

impl Two {
    /// Whoever holds the row of somebody on the waiting list must not wait for the event's queue: such a row comes
    /// after it, and all others before, by their ids.
    async fn lock(conn: &mut Conn, event: EventId, merge: &Merge) -> Result<Self, Failed> {
        let (keep, drop) = (merge.keep.0, merge.drop.0);
        let mut order = Vec::new();
        for id in [keep, drop] {
            let status = registration_row(conn, event, id).await?.status()?;
            order.push((status == Status::Waitlisted, id, status));
        }
        let offers = order.iter().any(|(_, _, status)| status.holds_place());
        order.sort_unstable();
        let mut queue = false;
        let mut rows = Vec::new();
        for (waits, id, seen) in order {
            if waits && offers && !queue {
                queue_lock(conn, event, Pool::Event).await?;
                queue = true;
            }
            let row = registration_get_locked(conn, event, id).await?;
            if row.status()? != seen {
                return Err(CommandError::Refused(MergeRefused::ChangedMeanwhile));
            }
            rows.push(row);
        }
        if offers && !queue {
            queue_lock(conn, event, Pool::Event).await?;
        }
        let two = Self::of(rows, keep)?;
        may_merge(two.keep.status()?, two.drop.status()?).map_err(CommandError::Refused)?;
        if (two.keep.version, two.drop.version) != (merge.keep.1, merge.drop.1) {
            return Err(CommandError::Refused(MergeRefused::ChangedMeanwhile));
        }
        Ok(two)
    }

    fn of(mut rows: Vec<RegistrationData>, keep: RegistrationId) -> Result<Self, StoreError> {
        rows.sort_by_key(|row| row.id() != keep);
        let mut rows = rows.into_iter();
        let (keep, drop) = (rows.next(), rows.next());
        Ok(Self { keep: keep.ok_or(StoreError::NotFound)?, drop: drop.ok_or(StoreError::NotFound)? })
    }
}

async fn run(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    event: EventId,
    merge: &Merge,
) -> Result<(), Failed> {
    let two = Two::lock(conn, event, merge).await?;
    let (keep, drop) = (&two.keep, &two.drop);
    let event = event_get(conn, event).await?;
    let (mut facts, agenda) = form_facts(conn, &event, act.now).await?;
    let (old, other) = (answers_of(conn, keys, keep).await?, answers_of(conn, keys, drop).await?);
    // Whichever type was chosen, somebody has it already: its times don't matter.
    let chosen = if merge.from_dropped.contains("type") { &other } else { &old };
    facts.kept_type = Some(chosen.representation_type.clone());
    facts.keep_options(&old.own);
    facts.keep_options(&other.own);
    let mut new = parse_merged((&old, &other), &merge.from_dropped, &facts)
        .map_err(|problems| CommandError::Refused(MergeRefused::Answers(problems)))?;
    // Files that it lacks come along, and its answers say so.
    for file in facts.form.questions.iter().filter(|of| of.kind.is_file()) {
        if let (None, Some(given)) = (new.own.get(&file.key), other.own.get(&file.key)) {
            new.own.insert(file.key.clone(), given.clone());
        }
    }
    let reason = merged_reason(&keep.reference);
    let state = StateColumns::plain(Status::Withdrawn, reason, act.now);
    registration_set_state(conn, event.id, drop.id(), &state).await?;
    let changes = changes(&old, &new, &facts, &agenda);
    if !changes.is_empty() {
        registration_set_answers(conn, &mut act, keys, keep, (&new, &facts.form)).await?;
    }
    hand_on_places(conn, &mut act, &event, (&two, &new)).await?;
    hand_on_options(conn, event.id, (&two, [&old, &other, &new]), &facts.form).await?;
    hand_on_seats(conn, &act, &event, (&two, [&old, &new])).await?;
    let purpose = |field: &String| Some(Purpose::of_question(field)?.as_str().to_owned());
    let fields: Vec<String> = merge.from_dropped.iter().filter_map(purpose).collect();
    files_merge(conn, event.id, (keep.id(), drop.id()), &fields, act.now).await?;
    change_request_close(conn, event.id, drop.id(), ("replaced", "", act.now)).await?;
    letters_cancel(conn, event.id, drop.id()).await?;
    let detail = json!({ "reference": keep.reference, "merged": drop.reference, "changes": changes });
    audit_insert(conn, &act, Entry::new(event.id, "merge", "registration", keep.id()).detail(detail)).await?;
    let detail = json!({ "reference": drop.reference, "merged": keep.reference });
    let entry = Entry::new(event.id, "merge_away", "registration", drop.id()).detail(detail);
    audit_insert(conn, &act, entry).await?;
    Ok(())
}

/// The place of the one that goes is given back, the one that stays changes its own where its type has changed, and
/// what is free then is offered to the next.
async fn hand_on_places(
    conn: &mut Conn,
    act: &mut Act,
    event: &Event,
    (two, new): (&Two, &Answers),
) -> Result<(), Failed> {
    let mut free = two.drop.status()?.holds_place() && entry_free(conn, event.id, two.drop.id()).await?;
    if two.keep.status()?.holds_place() && two.keep.kind()? != new.representation_type {
        if retype(conn, event, two.keep.id(), &new.representation_type).await? == Claimed::NoneLeft {
            return Err(CommandError::Refused(MergeRefused::Answers(vec![type_full()])));
        }
        free = true;
    }
    if free {
        offer_places(conn, act, event).await?;
    }
    Ok(())
}

/// Options of the one that goes are free for whoever chooses them, first of all the one that stays.
async fn hand_on_options(
    conn: &mut Conn,
    event: EventId,
    (two, [old, other, new]): (&Two, [&Answers; 3]),
    form: &Form,
) -> Result<(), Failed> {
    for option in form.scarce_in(event, &other.own) {
        place_free(conn, event, Pool::Option(option), two.drop.id()).await?;
    }
    match choose_again(conn, (event, two.keep.id()), (old, new), form).await? {
        None => Ok(()),
        Some(full) => Err(CommandError::Refused(MergeRefused::Answers(full_option(form, event, full)))),
    }
}

/// A seat that both wanted stays with the person; the others go to the next. All queues first, in their order.
async fn hand_on_seats(
    conn: &mut Conn,
    act: &Act,
    event: &Event,
    (two, kept): (&Two, [&Answers; 2]),
) -> Result<(), StoreError> {
    let mut sessions: BTreeSet<SessionId> =
        sessions_of(conn, event.id, two.drop.id()).await?.into_iter().collect();
    sessions.extend(kept.iter().flat_map(|answers| answers.sessions.iter().copied()));
    for session in sessions {
        queue_lock(conn, event.id, Pool::Session(session)).await?;
    }
    let [old, new] = kept;
    let keep = two.keep.id();
    let free = leave_seats(conn, event.id, two.drop.id()).await?;
    for session in free.iter().filter(|session| new.sessions.contains(session)) {
        if wish_remove(conn, event.id, *session, keep).await? > 0 {
            seats_take(conn, event.id, keep, &[*session]).await?;
        }
    }
    reseat(conn, act, event.id, keep, (old, new)).await?;
    for session in free {
        promote_seats(conn, act, event.id, session).await?;
    }
    Ok(())
}

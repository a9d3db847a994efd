//! A delegate, or whoever runs the event, changes one step of the answers; all of them are checked again.
//!
//! The address stays: letters about the registration must not be turned to somebody else's mailbox by a form.
//! The audit row tells old and new of exactly the fields that changed.

use crate::act::Act;
use crate::commands::promote::promote_seats;
use crate::commands::withdraw::owns;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::reads::agenda::form_facts;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::places::place_free;
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{registration_get_locked, registration_set_answers};
use crate::tables::seats::{seats_take, wish_remove};
use futures_util::FutureExt;
use plenary_domain::Lang;
use plenary_domain::agenda::Agenda;
use plenary_domain::ids::{EventId, RegistrationId, SessionId};
use plenary_domain::registration::{
    Answers, ChangeRefused, FormFacts, RawAnswers, Step, may_change, parse_answers,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

type Failed = CommandError<ChangeRefused>;

/// One step as it was typed, for the version of the registration that the form was made from.
struct Typed<'a> {
    version: i32,
    step: Step,
    raw: &'a RawAnswers,
}

impl Store {
    /// Changes the answers of one step.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an actor who neither holds the secret nor runs the event.
    pub async fn change_answers(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
        version: i32,
        step: Step,
        raw: RawAnswers,
    ) -> Result<(), CommandError<ChangeRefused>> {
        let typed = Typed { version, step, raw: &raw };
        self.tx(|conn, _| change(conn, act.clone(), event, id, &typed).boxed()).await
    }
}

async fn change(
    conn: &mut Conn,
    act: Act,
    event: EventId,
    id: RegistrationId,
    typed: &Typed<'_>,
) -> Result<(), Failed> {
    let row = registration_get_locked(conn, event, id).await?;
    if !owns(&act, event, id) {
        return Err(StoreError::NotFound.into());
    }
    may_change(row.status()?).map_err(CommandError::Refused)?;
    if row.version != typed.version {
        return Err(CommandError::Refused(ChangeRefused::ChangedMeanwhile));
    }
    let event = event_get(conn, event).await?;
    let (facts, agenda) = form_facts(conn, &event).await?;
    let old = row.answers()?;
    let new = read(&old, typed, &facts)?;
    let changes = changes(&old, &new, &facts, &agenda);
    if changes.is_empty() {
        return Ok(());
    }
    registration_set_answers(conn, event.id, (id, &row.reference), &new).await?;
    let gone: Vec<_> = old.sessions.iter().filter(|s| !new.sessions.contains(s)).copied().collect();
    let added: Vec<_> = new.sessions.iter().filter(|s| !old.sessions.contains(s)).copied().collect();
    reseat(conn, &act, event.id, id, (gone, added)).await?;
    let detail = json!({ "reference": row.reference, "changes": changes });
    audit_insert(conn, &act, Entry::new(event.id, "change_answers", "registration", id).detail(detail))
        .await?;
    Ok(())
}

fn read(old: &Answers, typed: &Typed<'_>, facts: &FormFacts) -> Result<Answers, Failed> {
    let mut raw = old.to_raw(facts);
    raw.replace_step(typed.step, typed.raw);
    raw.0.insert("email".to_owned(), vec![old.email.to_string()]);
    let mut new = parse_answers(&raw, facts)
        .map_err(|problems| CommandError::Refused(ChangeRefused::Answers(problems)))?;
    if typed.step != Step::Sessions {
        // A session that is not offered at this moment is not lost by correcting a name.
        new.sessions.clone_from(&old.sessions);
    }
    Ok(new)
}

/// Gives up seats, takes new ones, and lets the queues move up, with all queues locked in their order.
pub(super) async fn reseat(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    id: RegistrationId,
    (mut gone, added): (Vec<SessionId>, Vec<SessionId>),
) -> Result<(), StoreError> {
    let all: BTreeSet<SessionId> = gone.iter().chain(&added).copied().collect();
    for session in all {
        queue_lock(conn, event, Some(session)).await?;
    }
    gone.sort_unstable();
    for session in gone {
        wish_remove(conn, event, session, id).await?;
        if place_free(conn, event, Some(session), id).await? > 0 {
            promote_seats(conn, act, event, session).await?;
        }
    }
    seats_take(conn, event, id, &added).await?;
    Ok(())
}

/// Old and new of the fields that differ, as people would read them.
pub(super) fn changes(
    old: &Answers,
    new: &Answers,
    facts: &FormFacts,
    agenda: &Agenda,
) -> Map<String, Value> {
    let (before, after) = (old.to_raw(facts), new.to_raw(facts));
    let fields: BTreeSet<&String> = before.0.keys().chain(after.0.keys()).collect();
    let mut found = Map::new();
    let text =
        |raw: &RawAnswers, field: &str| raw.0.get(field).map(|values| values.join(", ")).unwrap_or_default();
    for field in fields.into_iter().filter(|field| Step::of_field(field) != Some(Step::Sessions)) {
        let (was, is) = (text(&before, field), text(&after, field));
        if was != is {
            found.insert(field.clone(), json!([was, is]));
        }
    }
    if old.sessions != new.sessions {
        let titles = |ids: &[SessionId]| {
            let title = |id: &SessionId| agenda.session(*id).map(|s| s.title.get(Lang::En).to_owned());
            ids.iter().filter_map(title).collect::<Vec<_>>().join(", ")
        };
        found.insert("sessions".to_owned(), json!([titles(&old.sessions), titles(&new.sessions)]));
    }
    found
}

//! A delegate, or whoever runs the event, changes one step of the answers; all of them are checked again.
//!
//! The address stays: letters about the registration must not be turned to somebody else's mailbox by a form.
//! The audit row tells old and new of exactly the fields that changed.

use crate::act::Act;
use crate::commands::promote::{offer_places, promote_seats};
use crate::commands::register::full_option;
use crate::commands::withdraw::owns;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::reads::agenda::form_facts;
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::answers::{answers_of, registration_set_answers};
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::changes::{change_request_open, change_request_put};
use crate::tables::events::event_get;
use crate::tables::files::{file_accept, file_delete};
use crate::tables::options::options_take;
use crate::tables::places::{entry_claim, entry_free, place_free};
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{RegistrationData, registration_get_locked};
use crate::tables::seats::{seats_take, wish_remove};
use diesel::QueryResult;
use futures_util::FutureExt;
use plenary_domain::agenda::Agenda;
use plenary_domain::file::{FileOwner, Purpose};
use plenary_domain::ids::{EventId, OptionId, RegistrationId, SessionId};
use plenary_domain::registration::{
    Answers, ChangeRefused, Claimed, FieldProblem, Form, FormFacts, Pool, Problem, Question, RawAnswers,
    Status, Step, TypeCode, is_controlled, may_change, parse_change,
};
use plenary_domain::{Actor, Event, Lang};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

type Failed = CommandError<ChangeRefused>;

/// One step as it was typed, for the version of the registration that the form was made from.
struct Typed<'a> {
    version: i32,
    step: Step,
    raw: &'a RawAnswers,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    Now,
    /// Part of it waits for an organiser.
    Asked,
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
    ) -> Result<Changed, CommandError<ChangeRefused>> {
        let (keys, typed) = (self.sealer(), Typed { version, step, raw: &raw });
        self.tx(|conn, _| change(conn, act.clone(), keys, (event, id), &typed).boxed()).await
    }
}

async fn change(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    (event, id): (EventId, RegistrationId),
    typed: &Typed<'_>,
) -> Result<Changed, Failed> {
    let row = registration_get_locked(conn, event, id).await?;
    if !owns(&act, event, id) {
        return Err(StoreError::NotFound.into());
    }
    let status = row.status()?;
    may_change(status).map_err(CommandError::Refused)?;
    if row.version != typed.version {
        return Err(CommandError::Refused(ChangeRefused::ChangedMeanwhile));
    }
    let event = event_get(conn, event).await?;
    let known = facts_of(conn, &event, &act, &row).await?;
    let facts = &known.0;
    let old = answers_of(conn, keys, &row).await?;
    let new = changed(&old, (typed.step, typed.raw), facts)?;
    let mut wanted = controlled(&act, status, (&old, &new), facts);
    wanted.0.extend(wanted_files(&old, typed, facts));
    let mut free = typed.raw.clone();
    if !wanted.0.is_empty() {
        // What needs a consent waits for it; all else of the step changes now.
        let present = old.to_raw(facts);
        for field in wanted.0.keys() {
            match present.0.get(field) {
                Some(values) => free.0.insert(field.clone(), values.clone()),
                None => free.0.remove(field),
            };
        }
        let waits = still_wanted(conn, keys, (event.id, id), (typed.step, facts)).await?;
        let mut all = wanted.clone();
        for (field, values) in waits.0 {
            all.0.entry(field).or_insert(values);
        }
        change_request_put(conn, &mut act, keys, (event.id, id), (&all, &facts.form)).await?;
    }
    let free = changed(&old, (typed.step, &free), facts)?;
    let changes = write(conn, &mut act, keys, (&event, &row), (&old, &free), &known).await?;
    if wanted.0.is_empty() && changes.is_empty() {
        return Ok(Changed::Now);
    }
    let asked: Vec<&String> = wanted.0.keys().collect();
    let action = if asked.is_empty() { "change_answers" } else { "ask_change" };
    let detail = json!({ "reference": row.reference, "changes": changes, "asked": asked });
    audit_insert(conn, &act, Entry::new(event.id, action, "registration", id).detail(detail)).await?;
    Ok(if asked.is_empty() { Changed::Now } else { Changed::Asked })
}

async fn facts_of(
    conn: &mut Conn,
    event: &Event,
    act: &Act,
    row: &RegistrationData,
) -> Result<(FormFacts, Agenda), StoreError> {
    let (mut facts, agenda) = form_facts(conn, event, act.now).await?;
    facts.kept_type = Some(row.kind()?);
    facts.keep_options(&row.clear_answers()?.own);
    Ok((facts, agenda))
}

/// The fields that this delegate may not change alone. Organisers change everything at once.
fn controlled(act: &Act, status: Status, (old, new): (&Answers, &Answers), facts: &FormFacts) -> RawAnswers {
    let mut wanted = RawAnswers::default();
    if !matches!(act.actor, Actor::Delegate(_)) {
        return wanted;
    }
    let (before, after) = (old.to_raw(facts), new.to_raw(facts));
    let differs = |field: &str| before.all(field) != after.all(field);
    let fields: BTreeSet<&String> = before.0.keys().chain(after.0.keys()).collect();
    let mut asked: Vec<&str> = fields.into_iter().map(String::as_str).collect();
    asked.retain(|field| is_controlled(field, status) && differs(field));
    while let Some(field) = asked.pop() {
        // An answer that is taken away is a change, too.
        wanted.0.insert(field.to_owned(), after.all(field).to_vec());
        // Whatever decides that it is asked waits with it: it would go without that.
        let decider = facts.form.question(field).and_then(|question| question.condition.as_ref());
        let decider = decider.map(|condition| condition.question.as_str());
        asked.extend(decider.filter(|decider| differs(decider) && !wanted.0.contains_key(*decider)));
    }
    wanted
}

/// Files that wait for an organiser: the form names them where the one that is valid is another one.
fn wanted_files(old: &Answers, typed: &Typed<'_>, facts: &FormFacts) -> BTreeMap<String, Vec<String>> {
    let files = facts.form.questions.iter().filter(|of| of.kind.is_file() && of.step == typed.step);
    let present = |key: &str| old.own.get(key).map_or(&[][..], Vec::as_slice);
    files
        .filter(|of| typed.raw.all(&of.key) != present(&of.key))
        .map(|of| (of.key.clone(), typed.raw.all(&of.key).to_vec()))
        .collect()
}

/// What waits already of other steps: a new wish says all about its own step and nothing about those.
async fn still_wanted(
    conn: &mut Conn,
    keys: Option<&Sealer>,
    (event, id): (EventId, RegistrationId),
    (step, facts): (Step, &FormFacts),
) -> Result<RawAnswers, StoreError> {
    let waits = change_request_open(conn, keys, event, id).await?.map(|waits| waits.wanted);
    let mut waits = waits.unwrap_or_default();
    waits.0.retain(|field, _| facts.form.step_of(field) != Some(step));
    Ok(waits)
}

/// The new answers of a change of these fields, checked with all the others as they are now.
pub(crate) async fn apply(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    (event, row): (&Event, &RegistrationData),
    wanted: &RawAnswers,
) -> Result<Map<String, Value>, Failed> {
    let before = answers_of(conn, keys, row).await?;
    may_change(row.status()?).map_err(CommandError::Refused)?;
    let known = facts_of(conn, event, act, row).await?;
    let facts = &known.0;
    let mut old = before.clone();
    for (field, values) in wanted.0.iter().filter(|(field, _)| facts.form.is_file(field)) {
        let Some(purpose) = Purpose::of_question(field) else { continue };
        if values.is_empty() {
            old.own.remove(field);
        } else {
            old.own.insert(field.clone(), values.clone());
            file_accept(conn, event.id, (row.id(), &purpose), act.now).await?;
        }
    }
    let step_of = |field: &str| facts.form.step_of(field).unwrap_or(Step::About);
    let steps: BTreeSet<Step> = wanted.0.keys().map(|field| step_of(field)).collect();
    let mut new = old;
    for step in steps {
        let mut raw = new.to_raw(facts);
        let of_step = wanted.0.iter().filter(|(field, _)| step_of(field) == step);
        raw.0.extend(of_step.map(|(field, values)| (field.clone(), values.clone())));
        new = changed(&new, (step, &raw), facts)?;
    }
    write(conn, act, keys, (event, row), (&before, &new), &known).await
}

fn changed(old: &Answers, typed: (Step, &RawAnswers), facts: &FormFacts) -> Result<Answers, Failed> {
    parse_change(old, typed, facts)
        .map_err(|problems| CommandError::Refused(ChangeRefused::Answers(problems)))
}

/// Writes new answers, with seats, and places of the type where that changed; what differs.
async fn write(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    (event, row): (&Event, &RegistrationData),
    (old, new): (&Answers, &Answers),
    (facts, agenda): &(FormFacts, Agenda),
) -> Result<Map<String, Value>, Failed> {
    let changes = changes(old, new, facts, agenda);
    if changes.is_empty() {
        return Ok(changes);
    }
    registration_set_answers(conn, act, keys, row, (new, &facts.form)).await?;
    for field in old.own.keys().filter(|field| facts.form.is_file(field) && !new.own.contains_key(*field)) {
        if let Some(purpose) = Purpose::of_question(field) {
            file_delete(conn, event.id, (FileOwner::Registration(row.id()), &purpose), act.now).await?;
        }
    }
    if old.representation_type != new.representation_type && row.status()?.holds_place() {
        // Whoever has a place may wait for the queue, and what is given back goes to the next in it.
        queue_lock(conn, event.id, Pool::Event).await?;
        if retype(conn, event, row.id(), &new.representation_type).await? == Claimed::NoneLeft {
            return Err(CommandError::Refused(ChangeRefused::Answers(vec![type_full()])));
        }
        offer_places(conn, act, event).await?;
    }
    if let Some(full) = choose_again(conn, (event.id, row.id()), (old, new), &facts.form).await? {
        let problems = full_option(&facts.form, event.id, full);
        return Err(CommandError::Refused(ChangeRefused::Answers(problems)));
    }
    reseat(conn, act, event.id, row.id(), (old, new)).await?;
    Ok(changes)
}

/// Gives scarce options back and takes those that are chosen now; the first of which there is none left.
pub(super) async fn choose_again(
    conn: &mut Conn,
    (event, id): (EventId, RegistrationId),
    (old, new): (&Answers, &Answers),
    form: &Form,
) -> QueryResult<Option<OptionId>> {
    let (had, wanted) = (form.scarce_in(event, &old.own), form.scarce_in(event, &new.own));
    for option in had.difference(&wanted) {
        place_free(conn, event, Pool::Option(*option), id).await?;
    }
    let added = wanted.difference(&had).copied().collect();
    options_take(conn, event, id, &added).await
}

/// Another type is another limit: a place of it, or no change. The caller holds the queue's lock.
pub(super) async fn retype(
    conn: &mut Conn,
    event: &Event,
    id: RegistrationId,
    kind: &TypeCode,
) -> QueryResult<Claimed> {
    entry_free(conn, event.id, id).await?;
    entry_claim(conn, (event, kind), id, &[]).await
}

pub(super) fn type_full() -> (Step, FieldProblem) {
    (Step::Organisation, FieldProblem { field: "type".to_owned(), problem: Problem::TypeFull })
}

/// Gives up seats, takes new ones, and lets the queues move up, with all queues locked in their order.
pub(super) async fn reseat(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    id: RegistrationId,
    (old, new): (&Answers, &Answers),
) -> Result<(), StoreError> {
    let mut gone: Vec<SessionId> =
        old.sessions.iter().filter(|s| !new.sessions.contains(s)).copied().collect();
    let added: Vec<SessionId> = new.sessions.iter().filter(|s| !old.sessions.contains(s)).copied().collect();
    let all: BTreeSet<SessionId> = gone.iter().chain(&added).copied().collect();
    for session in all {
        queue_lock(conn, event, Pool::Session(session)).await?;
    }
    gone.sort_unstable();
    for session in gone {
        wish_remove(conn, event, session, id).await?;
        if place_free(conn, event, Pool::Session(session), id).await? > 0 {
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
        if was == is {
            continue;
        }
        let question = facts.form.question(field);
        let name = question.map_or_else(|| field.clone(), Question::name);
        let protected = question.map_or_else(
            || facts.form.is_guarded(field) || old.own.contains_key(field),
            |question| question.class.is_protected(),
        );
        // The trail is read by many and can't be taken back: that something was changed is all it says.
        let veiled =
            |value: String| if protected && !value.is_empty() { "•••".to_owned() } else { value };
        found.insert(name, json!([veiled(was), veiled(is)]));
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

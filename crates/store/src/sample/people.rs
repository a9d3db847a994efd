//! The registrations of the sample, through the same functions as real ones, dated back.

use super::broken;
use super::content::Person;
use crate::act::Act;
use crate::commands::registration_write;
use crate::connection::Conn;
use crate::error::{StoreError, corrupt};
use crate::reads::agenda::form_facts;
use crate::seal::Sealer;
use crate::tables::audit::{Entry, audit_insert_as};
use crate::tables::events::event_get;
use crate::tables::places::entry_claim;
use crate::tables::registrations::{StateColumns, registration_set_state};
use crate::tables::seats::seats_take;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::agenda::Agenda;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{Address, Answers, Form, FormFacts, RawAnswers, Status, parse_answers};
use plenary_domain::{Actor, Event};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// So many days before, at the same time of day.
pub(super) fn days_before(now: Timestamp, days: i64) -> Result<Timestamp, StoreError> {
    now.checked_sub(SignedDuration::from_hours(24 * days)).map_err(broken)
}

pub(super) async fn register(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    event: EventId,
    people: &[Person],
) -> Result<(), StoreError> {
    let event = event_get(conn, event).await?;
    let (facts, agenda) = form_facts(conn, &event, act.now).await?;
    for person in people {
        let answers = answers(person, &facts, &agenda)?;
        one(conn, act, keys, &event, (person, &answers, &facts.form)).await?;
    }
    Ok(())
}

fn answers(person: &Person, facts: &FormFacts, agenda: &Agenda) -> Result<Answers, StoreError> {
    let mut raw = RawAnswers::default();
    for (field, value) in &person.raw {
        raw.0.insert(field.clone(), vec![value.clone()]);
    }
    raw.0.insert("food".to_owned(), person.food.clone());
    raw.0.insert("access".to_owned(), person.access.clone());
    raw.0.insert("notice".to_owned(), vec!["yes".to_owned()]);
    for number in &person.sessions {
        let id = agenda.by_number(*number).map(|session| session.id);
        let offered = facts.sign_up.iter().find(|offered| Some(offered.id) == id);
        let offered = offered.ok_or_else(|| broken("a session that is not offered"))?;
        raw.0.insert(offered.slot_field(), vec![offered.id.to_string()]);
    }
    parse_answers(&raw, facts).map_err(|problems| broken(format!("{problems:?}")))
}

async fn one(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    event: &Event,
    (person, answers, form): (&Person, &Answers, &Form),
) -> Result<(), StoreError> {
    let status = Status::parse(&person.status).ok_or_else(|| corrupt("sample", "status"))?;
    let sent = days_before(act.now, person.days_ago)?;
    let secret = secret(act);
    let today = act.now;
    act.now = sent;
    let written = registration_write(
        conn,
        act,
        keys,
        event,
        (answers, form, Status::Submitted, Address::Known),
        &secret,
    )
    .await;
    act.now = today;
    let (id, reference) = written?;
    let detail = json!({ "reference": reference, "status": Status::Submitted.code() });
    let entry = Entry::new(event.id, "register", "registration", id).detail(detail);
    audit_insert_as(conn, &Actor::Nobody, sent, entry).await?;
    if status.is_active() {
        seats_take(conn, event.id, id, &answers.sessions).await?;
    }
    let Some(days) = person.decided else { return Ok(()) };
    let decided = days_before(today, days)?;
    if status.holds_place() {
        entry_claim(conn, (event, &answers.representation_type), id, &[]).await?;
    }
    let state = StateColumns::plain(status, person.reason.clone(), decided);
    registration_set_state(conn, event.id, id, &state).await?;
    let (actor, action) = who(status, id);
    let mut detail = json!({ "reference": reference });
    if let (false, Some(map)) = (person.reason.is_empty(), detail.as_object_mut()) {
        map.insert("reason".to_owned(), person.reason.as_str().into());
    }
    let entry = Entry::new(event.id, action, "registration", id).detail(detail);
    audit_insert_as(conn, &actor, decided, entry).await?;
    Ok(())
}

fn who(status: Status, id: RegistrationId) -> (Actor, &'static str) {
    match status {
        Status::Withdrawn => (Actor::Delegate(id), "withdraw"),
        Status::Waitlisted => (Actor::System, "waitlist"),
        Status::Declined => (Actor::System, "decline"),
        _ => (Actor::System, "confirm"),
    }
}

/// As unguessable as the seed of the ids that it is made from.
fn secret(act: &mut Act) -> String {
    let (a, b): (Uuid, Uuid) = (act.ids.fresh(), act.ids.fresh());
    let digest = Sha256::new().chain_update(a).chain_update(b).finalize();
    let alphabet = b"abcdefghijklmnopqrstuvwxyz234567";
    digest.iter().filter_map(|byte| alphabet.get(usize::from(byte % 32))).map(|c| char::from(*c)).collect()
}

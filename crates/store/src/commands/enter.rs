//! Entering a state: the row, the places and seats that go with it, and the letter. Decisions, replies, deadlines,
//! withdrawing and taking back come through here, so that none forgets a part; sending a registration and offering a
//! place claim theirs under locks of their own.

use crate::act::Act;
use crate::commands::promote::{leave_everything, offer_places};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::tables::answers::registration_set_clear_answers;
use crate::tables::audit::{Entry, audit_insert_as};
use crate::tables::changes::change_request_close;
use crate::tables::forms::form_current;
use crate::tables::letters::{NewLetter, letter_insert, letters_outdate};
use crate::tables::places::{entry_claim, entry_free, place_claim};
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{RegistrationData, StateColumns, registration_set_state};
use crate::tables::seats::seats_take;
use jiff::Timestamp;
use plenary_domain::ids::LetterId;
use plenary_domain::letter::{LetterAbout, LetterKind};
use plenary_domain::registration::{Claimed, Pool, Status, letter_for};
use plenary_domain::{Actor, Event};
use serde_json::json;

/// Brings the registration into a state, with its places: claimed, given back and offered on. Nothing is written when
/// there was no place.
///
/// Whoever holds the row of somebody on the waiting list must not wait for the event's queue; only those who give a
/// place back, and have none to wait for, take it.
pub(crate) async fn enter(
    conn: &mut Conn,
    act: &mut Act,
    (event, row): (&Event, &RegistrationData),
    state: &StateColumns,
    over_limit: &[Pool],
) -> Result<Claimed, StoreError> {
    let (from, to) = (row.status()?, state.status);
    if to.holds_place()
        && !from.holds_place()
        && entry_claim(conn, (event, &row.kind()?), row.id(), over_limit).await? == Claimed::NoneLeft
    {
        return Ok(Claimed::NoneLeft);
    }
    let waits = to == Status::Waitlisted;
    if waits {
        queue_lock(conn, event.id, Pool::Event).await?;
    }
    registration_set_state(conn, event.id, row.id(), state).await?;
    letters_outdate(conn, event.id, row.id(), to).await?;
    if from.is_active() && !to.is_active() {
        leave_everything(conn, act, event, (row.id(), from)).await?;
        // Nobody can accept a change of what has ended.
        change_request_close(conn, event.id, row.id(), ("replaced", "", act.now)).await?;
    } else if !from.is_active() && to.is_active() {
        // Options and seats were given back when it ended: it takes what is left, and queues up for the rest.
        choose_what_is_left(conn, act, event, row).await?;
        seats_take(conn, event.id, row.id(), &row.clear_answers()?.sessions).await?;
    } else if from.holds_place() && !to.holds_place() {
        give_back(conn, act, event, (row, waits)).await?;
    }
    Ok(Claimed::Got)
}

/// Takes the scarce options of the answers again. One that is full by now is no longer among the answers.
async fn choose_what_is_left(
    conn: &mut Conn,
    act: &Act,
    event: &Event,
    row: &RegistrationData,
) -> Result<(), StoreError> {
    let form = form_current(conn, event.id).await?;
    let mut answers = row.clear_answers()?;
    let wanted = form.scarce_in(event.id, &answers.own);
    let mut lost = Vec::new();
    for scarce in form.scarce(event.id).filter(|scarce| wanted.contains(&scarce.id)) {
        let claimed = place_claim(conn, event.id, Pool::Option(scarce.id), row.id()).await?;
        if claimed == Claimed::NoneLeft && answers.drop_choice(&scarce.question.key, scarce.option) {
            lost.push(scarce.question.name());
        }
    }
    if lost.is_empty() {
        return Ok(());
    }
    registration_set_clear_answers(conn, row, (&answers, form.version)).await?;
    let detail = json!({ "reference": row.reference, "questions": lost });
    let entry = Entry::new(event.id, "option_lost", "registration", row.id()).detail(detail);
    audit_insert_as(conn, &Actor::System, act.now, entry).await?;
    Ok(())
}

async fn give_back(
    conn: &mut Conn,
    act: &mut Act,
    event: &Event,
    (row, locked): (&RegistrationData, bool),
) -> Result<(), StoreError> {
    if !locked {
        queue_lock(conn, event.id, Pool::Event).await?;
    }
    if entry_free(conn, event.id, row.id()).await? {
        offer_places(conn, act, event).await?;
    }
    Ok(())
}

/// Queues the letter that entering the state brings.
pub(crate) async fn tell(
    conn: &mut Conn,
    act: &mut Act,
    row: &RegistrationData,
    (to, due): (Status, Timestamp),
) -> Result<Option<LetterId>, StoreError> {
    match letter_for(to, false) {
        Some(kind) => tell_kind(conn, act, row, (kind, due)).await.map(Some),
        None => Ok(None),
    }
}

/// Queues a letter of this kind.
pub(crate) async fn tell_kind(
    conn: &mut Conn,
    act: &mut Act,
    row: &RegistrationData,
    (kind, due): (LetterKind, Timestamp),
) -> Result<LetterId, StoreError> {
    let answers = row.clear_answers()?;
    let letter = NewLetter {
        id: act.ids.fresh(),
        event: row.event_id.into(),
        about: LetterAbout::Registration(row.id()),
        kind,
        language: answers.language,
        recipient: answers.email.as_str(),
        now: act.now,
        due,
    };
    letter_insert(conn, &letter).await?;
    Ok(letter.id)
}

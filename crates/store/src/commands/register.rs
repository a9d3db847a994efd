//! Sending a registration.
//!
//! The draft is the key against doing it twice: its row is locked, and once it has become a registration the same
//! draft gives the same answer for ever, without a second letter, even when registration has closed since.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError, corrupt};
use crate::reads::agenda::form_facts;
use crate::schema::registration;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::drafts::{draft_close, draft_get_locked};
use crate::tables::events::event_get;
use crate::tables::letters::{NewLetter, letter_insert};
use crate::tables::options::options_take;
use crate::tables::places::{entry_claim, entry_claim_at_once};
use crate::tables::queues::queue_lock;
use crate::tables::registrations::{
    NewRegistration, StateColumns, registration_insert, registration_set_state,
};
use crate::tables::seats::seats_take;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Event;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, OptionId, RegistrationId};
use plenary_domain::registration::{
    Answers, Claimed, FieldProblem, Form, Origin, Pool, Problem, RegisterRefused, Registered, Status, Step,
    TypeCode, letter_for, may_register, on_submit, parse_answers,
};
use serde_json::json;
use uuid::Uuid;

/// What became of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterOutcome {
    /// Of the registration: the address of its page.
    pub secret: String,
    pub registered: Registered,
}

type Failed = CommandError<RegisterRefused>;

impl Store {
    /// Sends the draft. The same draft again is the same registration and the same answer.
    pub async fn register(
        &self,
        act: Act,
        event: EventId,
        draft_secret: String,
        registration_secret: String,
    ) -> Result<RegisterOutcome, CommandError<RegisterRefused>> {
        self.tx(|conn, _| register(conn, act.clone(), event, &draft_secret, &registration_secret).boxed())
            .await
    }
}

async fn register(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    draft_secret: &str,
    secret: &str,
) -> Result<RegisterOutcome, Failed> {
    let draft = draft_get_locked(conn, event, draft_secret, act.now).await?;
    if let Some(id) = draft.registration_id {
        return Ok(already(conn, event, id).await?);
    }
    let event = event_get(conn, event).await?;
    may_register(&event, act.now).map_err(CommandError::Refused)?;
    let (facts, _) = form_facts(conn, &event, act.now).await?;
    let answers = parse_answers(&draft.answers()?, &facts)
        .map_err(|problems| CommandError::Refused(RegisterRefused::Answers(problems)))?;
    let (id, reference) = insert(conn, &mut act, &event, (&answers, facts.form.version), secret).await?;
    let registered = placed(conn, &act, &event, (&answers.representation_type, id)).await?;
    if let Some(problems) = chosen(conn, event.id, id, (&answers, &facts.form)).await? {
        return Err(CommandError::Refused(RegisterRefused::Answers(problems)));
    }
    greeted(conn, &mut act, event.id, (id, &answers, registered.status())).await?;
    draft_close(conn, event.id, draft.id, id).await?;
    let detail = json!({ "reference": reference, "status": registered.status().code() });
    audit_insert(conn, &act, Entry::new(event.id, "register", "registration", id).detail(detail)).await?;
    Ok(RegisterOutcome { secret: secret.to_owned(), registered })
}

/// Goes the way of its representation type: to the organisers, or to a place or the waiting list at once.
pub(crate) async fn placed(
    conn: &mut Conn,
    act: &Act,
    event: &Event,
    (kind, id): (&TypeCode, RegistrationId),
) -> Result<Registered, StoreError> {
    let path = event.path(kind);
    let claimed = match path {
        DecisionMode::AtOnce => claim(conn, event, kind, id).await?,
        DecisionMode::Organisers => Claimed::Got,
    };
    let registered = on_submit(path, claimed);
    if registered != Registered::Submitted {
        let state = StateColumns::plain(registered.status(), String::new(), act.now);
        registration_set_state(conn, event.id, id, &state).await?;
    }
    Ok(registered)
}

/// Takes scarce options and seats; what is wrong if an option is full, which the caller refuses.
pub(crate) async fn chosen(
    conn: &mut Conn,
    event: EventId,
    id: RegistrationId,
    (answers, form): (&Answers, &Form),
) -> Result<Option<Vec<(Step, FieldProblem)>>, StoreError> {
    if let Some(full) = options_take(conn, event, id, &form.scarce_in(event, &answers.own)).await? {
        return Ok(Some(full_option(form, event, full)));
    }
    seats_take(conn, event, id, &answers.sessions).await?;
    Ok(None)
}

/// Queues the first letter.
pub(crate) async fn greeted(
    conn: &mut Conn,
    act: &mut Act,
    event: EventId,
    (registration, answers, status): (RegistrationId, &Answers, Status),
) -> Result<(), StoreError> {
    if let Some(kind) = letter_for(status, true) {
        let (id, now) = (act.ids.fresh(), act.now);
        letter_insert(conn, &NewLetter { id, event, registration, kind, answers, now, due: now }).await?;
    }
    Ok(())
}

/// The last place of an option went while the form was being filled in.
pub(crate) fn full_option(form: &Form, event: EventId, option: OptionId) -> Vec<(Step, FieldProblem)> {
    let found = form.question_of(event, option);
    let problem = |(step, field): (Step, &str)| {
        (step, FieldProblem { field: field.to_owned(), problem: Problem::OptionFull })
    };
    found.map(problem).into_iter().collect()
}

/// What the same draft became before. A registration that has ended since was submitted once.
async fn already(conn: &mut Conn, event: EventId, id: Uuid) -> Result<RegisterOutcome, StoreError> {
    let (secret, status): (String, String) = registration::table
        .find((event.0, id))
        .select((registration::secret, registration::status))
        .first(conn)
        .await?;
    let status = Status::parse(&status).ok_or_else(|| corrupt("registration", "unknown status"))?;
    let registered = match status {
        Status::Confirmed => Registered::Confirmed,
        Status::Waitlisted => Registered::Waitlisted,
        _ => Registered::Submitted,
    };
    Ok(RegisterOutcome { secret, registered })
}

/// Nobody goes to the waiting list without having looked once more while holding the queue.
async fn claim(
    conn: &mut Conn,
    event: &Event,
    kind: &TypeCode,
    id: RegistrationId,
) -> Result<Claimed, StoreError> {
    if entry_claim_at_once(conn, event, kind, id).await? == Claimed::Got {
        return Ok(Claimed::Got);
    }
    queue_lock(conn, event.id, Pool::Event).await?;
    Ok(entry_claim(conn, event, kind, id).await?)
}

/// How many references are tried: with 20 million of them a second one is rare and a third never happens.
const REFERENCES: usize = 8;

pub(crate) async fn insert(
    conn: &mut Conn,
    act: &mut Act,
    event: &Event,
    (answers, form): (&Answers, i32),
    secret: &str,
) -> Result<(RegistrationId, String), StoreError> {
    let (id, now, origin) = (act.ids.fresh(), act.now, Origin::Delegate);
    let new = NewRegistration { event: event.id, id, secret, answers, form, now, origin, entered_by: None };
    Ok((id, insert_new(conn, act, event, &new).await?))
}

/// Writes the row under a reference that nobody else has; the reference.
pub(crate) async fn insert_new(
    conn: &mut Conn,
    act: &mut Act,
    event: &Event,
    new: &NewRegistration<'_>,
) -> Result<String, StoreError> {
    let mut source: Uuid = new.id.into();
    for _ in 0..REFERENCES {
        let reference = reference(event, source);
        if registration_insert(conn, new, &reference).await? {
            return Ok(reference);
        }
        source = act.ids.fresh();
    }
    Err(StoreError::Conflict("the reference of a registration"))
}

/// Digits and capitals without those that look alike: a reference is read out on the telephone.
const ALPHABET: [char; 30] = [
    '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// `ALM27-4K7PX`: the event, its year, and five characters out of the random part of an id.
fn reference(event: &Event, source: Uuid) -> String {
    let letters = event.slug.as_str().chars().filter(char::is_ascii_lowercase).take(3);
    let prefix: String = letters.map(|c| c.to_ascii_uppercase()).collect();
    let year = event.starts_on.year().rem_euclid(100);
    let (_, mut bits) = source.as_u64_pair();
    let mut tail = String::new();
    for _ in 0..5 {
        let digit = usize::try_from(bits % 30).unwrap_or_default();
        tail.extend(ALPHABET.get(digit));
        bits /= 30;
    }
    format!("{prefix}{year:02}-{tail}")
}

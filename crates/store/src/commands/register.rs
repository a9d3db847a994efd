//! Sending a registration.
//!
//! The draft is the key against doing it twice: its row is locked, and once it has become a registration the same
//! draft gives the same answer for ever, without a second letter, even when registration has closed since.

use crate::act::Act;
use crate::commands::allowances::Granted;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError, corrupt};
use crate::reads::agenda::form_parts;
use crate::schema::registration;
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::drafts::{
    draft_answers, draft_close, draft_drop_files, draft_get_locked, draft_set_answers, draft_unseal,
};
use crate::tables::events::event_get;
use crate::tables::forms::form_current;
use crate::tables::letters::{NewLetter, letter_queue};
use crate::tables::options::options_take;
use crate::tables::places::{entry_claim, entry_claim_at_once, entry_pools, place_claim_at_once};
use crate::tables::queues::queue_join;
use crate::tables::registrations::{
    NewRegistration, StateColumns, registration_insert, registration_set_state,
};
use crate::tables::seats::{seats_in_order, seats_take};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::{FutureExt, TryFutureExt, try_join};
use plenary_domain::Event;
use plenary_domain::event::DecisionMode;
use plenary_domain::ids::{EventId, OptionId, RegistrationId};
use plenary_domain::letter::LetterAbout;
use plenary_domain::registration::{
    Address, Answers, Claimed, FieldProblem, Form, Origin, Pool, Problem, RawAnswers, RegisterRefused,
    Registered, Status, Step, TypeCode, letter_for, may_register, on_submit, parse_answers,
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

/// What is sent, and whether a letter answers it.
struct Sending<'a> {
    draft: &'a str,
    /// The last step.
    typed: Option<&'a RawAnswers>,
    secret: &'a str,
    granted: Granted,
}

impl Store {
    /// Sends the draft. The same draft again is the same registration and the same answer.
    pub async fn register(
        &self,
        act: Act,
        event: EventId,
        draft_secret: String,
        registration_secret: String,
    ) -> Result<RegisterOutcome, CommandError<RegisterRefused>> {
        let (keys, draft, secret) = (self.sealer(), draft_secret.as_str(), registration_secret.as_str());
        let sending = Sending { draft, typed: None, secret, granted: Granted::Letter };
        self.tx_with_letters(|conn, _| register(conn, act.clone(), keys, event, &sending).boxed()).await
    }

    /// Saves what was typed in the last step and sends the draft, in one transaction. A refusal keeps what was typed.
    pub async fn register_with_last_step(
        &self,
        act: Act,
        event: EventId,
        (draft_secret, typed): (String, RawAnswers),
        registration_secret: String,
        granted: Granted,
    ) -> Result<RegisterOutcome, CommandError<RegisterRefused>> {
        let (keys, draft, secret) = (self.sealer(), draft_secret.as_str(), registration_secret.as_str());
        let sending = Sending { draft, typed: Some(&typed), secret, granted };
        let done =
            self.tx_with_letters(|conn, _| register(conn, act.clone(), keys, event, &sending).boxed()).await;
        if matches!(done, Err(CommandError::Refused(_))) {
            // The ids of the first try are not used again.
            let mut act = act;
            let _: Uuid = act.ids.fresh();
            self.tx(|conn, _| keep(conn, act.clone(), keys, (event, &draft_secret), &typed).boxed()).await?;
        }
        done
    }
}

/// The last step of a draft that was refused: what had been written is rolled back by now.
async fn keep(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    (event, secret): (EventId, &str),
    typed: &RawAnswers,
) -> Result<(), StoreError> {
    let row = draft_get_locked(conn, event, secret, act.now).await?;
    let form = form_current(conn, event).await?;
    let mut raw = draft_answers(conn, keys, event, &row).await?;
    raw.replace_step(Step::Check, typed, &form);
    draft_set_answers(conn, &mut act, keys, (event, &row), (&raw, &form)).await
}

async fn register(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    event: EventId,
    sending: &Sending<'_>,
) -> Result<RegisterOutcome, CommandError<RegisterRefused>> {
    let draft = draft_get_locked(conn, event, sending.draft, act.now).map_err(StoreError::from);
    let (draft, event, parts) = try_join!(draft, event_get(conn, event), form_parts(conn, event))?;
    if let Some(id) = draft.registration_id {
        return Ok(already(conn, event.id, id).await?);
    }
    may_register(&event, act.now).map_err(CommandError::Refused)?;
    let (facts, _) = parts.facts(conn, &event, act.now).await?;
    let mut raw = draft_answers(conn, keys, event.id, &draft).await?;
    if let Some(typed) = sending.typed {
        raw.replace_step(Step::Check, typed, &facts.form);
    }
    let answers = parse_answers(&raw, &facts)
        .map_err(|problems| CommandError::Refused(RegisterRefused::Answers(problems)))?;
    let kind = &answers.representation_type;
    let best = on_submit(event.path(kind), Claimed::Got);
    let hoped = best.status();
    let proven = draft.proven_key == answers.email.key();
    let address = Address::first(&event, Origin::Delegate, proven, act.now);
    let written = (&answers, &facts.form, hoped, address);
    let (id, reference) = insert(conn, &mut act, keys, &event, written, sending.secret).await?;
    let registered = if all_at_once(conn, &event, id, (&answers, &facts.form)).await? {
        best
    } else {
        let registered = placed(conn, &act, &event, (kind, id, hoped)).await?;
        if let Some(problems) = chosen(conn, event.id, id, (&answers, &facts.form)).await? {
            return Err(CommandError::Refused(RegisterRefused::Answers(problems)));
        }
        registered
    };
    draft_unseal(conn, event.id, &draft).await?;
    draft_drop_files(conn, (event.id, draft.id), (&answers, &facts.form), act.now).await?;
    let detail = json!({ "reference": reference, "status": registered.status().code() });
    let entry = Entry::new(event.id, "register", "registration", id).detail(detail);
    try_join!(
        draft_close(conn, event.id, draft.id, id),
        async {
            let told = (id, &answers, registered.status());
            if sending.granted.letter() { greeted(conn, act.clone(), event.id, told).await } else { Ok(0) }
        },
        audit_insert(conn, &act, entry),
    )?;
    Ok(RegisterOutcome { secret: sending.secret.to_owned(), registered })
}

/// Takes all that is asked for in one go, which is what nearly everybody gets, or nothing: then each is looked for by
/// itself ([`placed`], [`chosen`]).
async fn all_at_once(
    conn: &mut Conn,
    event: &Event,
    id: RegistrationId,
    (answers, form): (&Answers, &Form),
) -> QueryResult<bool> {
    let kind = &answers.representation_type;
    let mut pools = match event.path(kind) {
        DecisionMode::AtOnce => entry_pools(event, kind),
        DecisionMode::Organisers => Vec::new(),
    };
    pools.extend(form.scarce_in(event.id, &answers.own).into_iter().map(Pool::Option));
    pools.extend(seats_in_order(&answers.sessions).into_iter().map(Pool::Session));
    Ok(pools.is_empty() || place_claim_at_once(conn, event.id, &pools, id).await? == Claimed::Got)
}

/// Goes the way of its representation type: to the organisers, or to a place or the waiting list at once. The row was
/// written as `hoped`.
pub(crate) async fn placed(
    conn: &mut Conn,
    act: &Act,
    event: &Event,
    (kind, id, hoped): (&TypeCode, RegistrationId, Status),
) -> Result<Registered, StoreError> {
    let path = event.path(kind);
    let claimed = match path {
        DecisionMode::AtOnce => claim(conn, event, kind, id).await?,
        DecisionMode::Organisers => Claimed::Got,
    };
    let registered = on_submit(path, claimed);
    if registered.status() != hoped {
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

/// Queues the first letter; whoever began the transaction wakes a worker.
pub(crate) async fn greeted(
    conn: &Conn,
    mut act: Act,
    event: EventId,
    (registration, answers, status): (RegistrationId, &Answers, Status),
) -> QueryResult<usize> {
    let Some(kind) = letter_for(status, true) else { return Ok(0) };
    let (id, now) = (act.ids.fresh(), act.now);
    let (about, language) = (LetterAbout::Registration(registration), answers.language);
    let recipient = answers.email.as_str();
    letter_queue(conn, &NewLetter { id, event, about, kind, language, recipient, now, due: now }).await
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
    queue_join(conn, event.id, Pool::Event).await?;
    Ok(entry_claim(conn, (event, kind), id, &[]).await?)
}

/// How many references are tried: with 20 million of them a second one is rare and a third never happens.
const REFERENCES: usize = 8;

pub(crate) async fn insert(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    event: &Event,
    (answers, form, status, address): (&Answers, &Form, Status, Address),
    secret: &str,
) -> Result<(RegistrationId, String), StoreError> {
    let (id, now, origin) = (act.ids.fresh(), act.now, Origin::Delegate);
    let event_id = event.id;
    let new = NewRegistration {
        event: event_id,
        id,
        secret,
        answers,
        form,
        keys,
        status,
        now,
        origin,
        address,
        entered_by: None,
    };
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
        if registration_insert(conn, act, new, &reference).await? {
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

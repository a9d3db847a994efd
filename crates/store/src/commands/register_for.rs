//! An organiser enters somebody: by telephone, from a letter, at the door. The same form, the same checks and the same
//! way to a place as for a delegate; times of registration do not bind, and a place over the limit needs a reason.
//!
//! The page brings the id of the registration along, so that a form that is sent twice is one registration. The address
//! counts as given by the organiser ([`Origin::Organiser`]): nobody has shown yet that letters to it arrive.

use crate::act::Act;
use crate::commands::enter::enter;
use crate::commands::register::{chosen, greeted, insert_new, placed};
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::reads::agenda::form_facts;
use crate::schema::registration;
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::places::entry_pools;
use crate::tables::registrations::{NewRegistration, StateColumns, registration_get_locked};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Event;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::Action;
use plenary_domain::registration::{
    Address, Answers, Claimed, EnterRefused, Entering, Origin, RawAnswers, Status, may_register,
    parse_answers,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Somebody to be entered.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// Made with the page: the same one again is the same registration.
    pub id: RegistrationId,
    /// Of the status page.
    pub secret: String,
    pub raw: RawAnswers,
    pub entering: Entering,
    /// The first letter goes out.
    pub letter: bool,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    pub id: RegistrationId,
    pub status: Status,
}

type Failed = CommandError<EnterRefused>;

impl Store {
    /// Registers somebody on their behalf.
    pub async fn register_for(
        &self,
        act: Act,
        event: EventId,
        new: NewEntry,
    ) -> Result<Entered, CommandError<EnterRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(EnterRefused::NotAllowed));
        }
        let keys = self.sealer();
        self.tx_with_letters(|conn, _| register(conn, act.clone(), keys, event, &new).boxed()).await
    }
}

async fn register(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    event: EventId,
    new: &NewEntry,
) -> Result<Entered, Failed> {
    once_lock(conn, new.id).await?;
    if let Some(done) = already(conn, event, new.id).await? {
        return Ok(done);
    }
    let event = event_get(conn, event).await?;
    let (mut facts, _) = form_facts(conn, &event, act.now).await?;
    // Files are added on a page of their own, when the registration is there.
    (facts.by_organiser, facts.files) = (true, false);
    let answers = parse_answers(&new.raw, &facts)
        .map_err(|problems| CommandError::Refused(EnterRefused::Answers(problems)))?;
    let row = NewRegistration {
        event: event.id,
        id: new.id,
        secret: &new.secret,
        answers: &answers,
        form: &facts.form,
        keys,
        status: Status::Submitted,
        now: act.now,
        origin: Origin::Organiser,
        address: Address::first(&event, Origin::Organiser, false, act.now),
        entered_by: act.actor.account().map(|account| account.id),
    };
    let reference = insert_new(conn, &mut act, &event, &row).await?;
    let (status, over) = given_place(conn, &mut act, &event, (new, &answers)).await?;
    if let Some(problems) = chosen(conn, event.id, new.id, (&answers, &facts.form)).await? {
        return Err(CommandError::Refused(EnterRefused::Answers(problems)));
    }
    if new.letter {
        greeted(conn, act.clone(), event.id, (new.id, &answers, status)).await?;
    }
    let mut detail = json!({ "reference": reference, "status": status.code(), "letter_sent": new.letter });
    if let Some(map) = detail.as_object_mut() {
        if let Some(reason) = over {
            map.insert("over_limit".to_owned(), true.into());
            map.insert("reason".to_owned(), reason);
        }
        if may_register(&event, act.now).is_err() {
            map.insert("outside_times".to_owned(), true.into());
        }
    }
    let entry = Entry::new(event.id, "register_for", "registration", new.id);
    audit_insert(conn, &act, entry.detail(detail)).await?;
    Ok(Entered { id: new.id, status })
}

/// Two forms with one id wait for each other: one of them is the first.
async fn once_lock(conn: &mut Conn, id: RegistrationId) -> QueryResult<()> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 7273))")
        .bind::<diesel::sql_types::Text, _>(id.to_string())
        .execute(conn)
        .await
        .map(|_| ())
}

async fn already(conn: &mut Conn, event: EventId, id: RegistrationId) -> Result<Option<Entered>, StoreError> {
    let found: Option<(Uuid, String)> = registration::table
        .filter(registration::id.eq(id.0))
        .select((registration::event_id, registration::status))
        .first(conn)
        .await
        .optional()?;
    let Some((of, status)) = found else { return Ok(None) };
    if of != event.0 {
        return Err(StoreError::NotFound);
    }
    let status = crate::columns::code("registration", &status, Status::parse)?;
    Ok(Some(Entered { id, status }))
}

/// Where the registration stands then, and the reason if that is over the limit.
async fn given_place(
    conn: &mut Conn,
    act: &mut Act,
    event: &Event,
    (new, answers): (&NewEntry, &Answers),
) -> Result<(Status, Option<Value>), Failed> {
    let Entering::Confirmed { reason } = &new.entering else {
        let registered =
            placed(conn, act, event, (&answers.representation_type, new.id, Status::Submitted)).await?;
        return Ok((registered.status(), None));
    };
    let row = registration_get_locked(conn, event.id, new.id).await?;
    let state = StateColumns::plain(Status::Confirmed, String::new(), act.now);
    if enter(conn, act, (event, &row), &state, &[]).await? == Claimed::Got {
        return Ok((Status::Confirmed, None));
    }
    if reason.is_empty() {
        return Err(CommandError::Refused(EnterRefused::NoPlaceLeft));
    }
    let over_limit = entry_pools(event, &answers.representation_type);
    enter(conn, act, (event, &row), &state, &over_limit).await?;
    Ok((Status::Confirmed, Some(reason.as_str().into())))
}

//! The button of a letter was pressed: whoever pressed it gets letters at that address. Looking at the page changes
//! nothing, because programs that scan mail look at every address in it.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::letter_tickets::{Ticket, letters_secret};
use crate::store::Store;
use crate::tables::addresses::{draft_set_proven, registration_set_address};
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::drafts::draft_find;
use crate::tables::registrations::{RegistrationData, registration_get_locked};
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::ids::{DraftId, EventId, RegistrationId};
use plenary_domain::letter::LetterAbout;
use plenary_domain::policy::Action;
use plenary_domain::registration::{Address, PROOF_LIFE, ProofRefused, Status, VouchRefused};
use serde_json::json;

/// What the address in a letter leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterLink {
    /// One can go on with a draft.
    Draft,
    /// An address can be proven.
    Registration { secret: String },
    /// The letter is too old to prove anything.
    Old { secret: String },
    /// There is nothing to prove, or not any more.
    Nothing { secret: String },
}

/// Where the button leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromLetter {
    Draft { secret: String },
    Registration { secret: String },
}

impl Store {
    /// What a letter's address leads to; nothing is changed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is none of ours, or the letter went to a former address.
    pub async fn letter_link(
        &self,
        event: EventId,
        ticket: &str,
        now: Timestamp,
    ) -> Result<LetterLink, StoreError> {
        self.tx(|conn, _| {
            async move {
                Ok(match find(conn, event, ticket, now).await? {
                    Found::Draft { .. } => LetterLink::Draft,
                    Found::Registration { row, at } => {
                        let (secret, open) = (row.secret.clone(), provable(&row, at, now)?);
                        match open {
                            Ok(()) => LetterLink::Registration { secret },
                            Err(ProofRefused::Old) => LetterLink::Old { secret },
                            Err(ProofRefused::NotFrom(_)) => LetterLink::Nothing { secret },
                        }
                    }
                })
            }
            .boxed()
        })
        .await
    }

    /// The button was pressed. An old letter still leads back to a draft; it proves nothing then.
    pub async fn prove_address(
        &self,
        act: Act,
        event: EventId,
        ticket: &str,
    ) -> Result<FromLetter, CommandError<ProofRefused>> {
        self.tx(|conn, _| prove(conn, act.clone(), event, ticket).boxed()).await
    }

    /// An organiser answers for the address: the registration no longer ends by itself.
    pub async fn vouch_for_address(
        &self,
        act: Act,
        event: EventId,
        id: RegistrationId,
    ) -> Result<(), CommandError<VouchRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(VouchRefused::NotAllowed));
        }
        self.tx(|conn, _| vouch(conn, act.clone(), event, id).boxed()).await
    }
}

enum Found {
    Draft { id: DraftId, secret: String, key: String, at: Timestamp },
    Registration { row: Box<RegistrationData>, at: Timestamp },
}

/// The row that a ticket is for, locked. A draft that was sent is its registration.
async fn find(conn: &mut Conn, event: EventId, ticket: &str, now: Timestamp) -> Result<Found, StoreError> {
    let ticket = Ticket::read(ticket).ok_or(StoreError::NotFound)?;
    let signed = letters_secret(conn).await?;
    let id = match ticket.about {
        LetterAbout::Draft(id) => {
            let (secret, draft) = draft_find(conn, event, id, now).await?;
            if let Some(registration) = draft.registration_id {
                registration.into()
            } else {
                let key = draft.clear_answers()?.address().map(|address| address.key()).unwrap_or_default();
                let ours = ticket.is_for(&signed, &key);
                let found = Found::Draft { id, secret, key, at: ticket.at };
                return if ours { Ok(found) } else { Err(StoreError::NotFound) };
            }
        }
        LetterAbout::Registration(id) => id,
        LetterAbout::Speaker(_) | LetterAbout::Account(_) => return Err(StoreError::NotFound),
    };
    let row = registration_get_locked(conn, event, id).await?;
    let ours = ticket.is_for(&signed, &row.clear_answers()?.email.key());
    let found = Found::Registration { row: Box::new(row), at: ticket.at };
    if ours { Ok(found) } else { Err(StoreError::NotFound) }
}

fn is_young(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) < PROOF_LIFE
}

/// Whether there is something to prove, and the letter is young enough. What is proven already is not refused.
fn provable(
    row: &RegistrationData,
    at: Timestamp,
    now: Timestamp,
) -> Result<Result<(), ProofRefused>, StoreError> {
    let (status, address): (Status, Address) = (row.status()?, row.address());
    Ok(if !status.is_active() || !address.is_unproven() {
        Err(ProofRefused::NotFrom(status))
    } else if is_young(at, now) {
        Ok(())
    } else {
        Err(ProofRefused::Old)
    })
}

async fn prove(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    ticket: &str,
) -> Result<FromLetter, CommandError<ProofRefused>> {
    match find(conn, event, ticket, act.now).await? {
        Found::Draft { id, secret, key, at } => {
            if is_young(at, act.now) {
                draft_set_proven(conn, event, id, &key).await?;
            }
            Ok(FromLetter::Draft { secret })
        }
        Found::Registration { row, at } => {
            let secret = row.secret.clone();
            match provable(&row, at, act.now)? {
                Ok(()) => {}
                // Pressed twice, or ended meanwhile: the page says where it stands.
                Err(ProofRefused::NotFrom(_)) => return Ok(FromLetter::Registration { secret }),
                Err(old) => return Err(CommandError::Refused(old)),
            }
            registration_set_address(conn, event, row.id(), Address::Known).await?;
            act.actor = Actor::Delegate(row.id());
            let detail = json!({ "reference": row.reference });
            let entry = Entry::new(event, "prove_address", "registration", row.id()).detail(detail);
            audit_insert(conn, &act, entry).await?;
            Ok(FromLetter::Registration { secret })
        }
    }
}

async fn vouch(
    conn: &mut Conn,
    act: Act,
    event: EventId,
    id: RegistrationId,
) -> Result<(), CommandError<VouchRefused>> {
    let row = registration_get_locked(conn, event, id).await?;
    let status = row.status()?;
    if !status.is_active() || !row.address().is_unproven() {
        return Err(CommandError::Refused(VouchRefused::NotFrom(status)));
    }
    registration_set_address(conn, event, id, Address::Known).await?;
    let detail = json!({ "reference": row.reference });
    audit_insert(conn, &act, Entry::new(event, "vouch_address", "registration", id).detail(detail)).await?;
    Ok(())
}

//! A letter on trial: to the organiser who asks for it and to nobody else, written as it would be for one registration.

use crate::act::Act;
use crate::columns::At;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::outbox;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::letters::workers_wake;
use crate::tables::messages::message_get;
use crate::tables::registrations::registration_get;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, LetterId, MessageId, RegistrationId};
use plenary_domain::letter::LetterKind;
use plenary_domain::policy::{Action, NotAllowed};
use plenary_domain::wording::WordingKey;
use plenary_domain::{Account, Lang};
use serde_json::json;
use uuid::Uuid;

/// What is tried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrialOf {
    /// What is saved for these letters.
    Wording(WordingKey),
    Message(MessageId),
}

impl Store {
    /// Queues it. Without a registration it is written for nobody in particular.
    pub async fn send_trial(
        &self,
        mut act: Act,
        event: EventId,
        of: TrialOf,
        sample: Option<RegistrationId>,
    ) -> Result<(), CommandError<NotAllowed>> {
        let Some(account) = act.actor.account().filter(|_| act.may(Action::RunEvent(event))).cloned() else {
            return Err(CommandError::Refused(NotAllowed));
        };
        let id: LetterId = act.ids.fresh();
        self.tx(|conn, _| send(conn, &act, (event, id), (&of, sample, &account)).boxed()).await
    }
}

async fn send(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, LetterId),
    (of, sample, account): (&TrialOf, Option<RegistrationId>, &Account),
) -> Result<(), CommandError<NotAllowed>> {
    let (kind, language, message) = what(conn, event, (of, sample)).await?;
    let sample = sample.filter(|_| kind.is_about_registration());
    diesel::insert_into(outbox::table)
        .values((
            outbox::id.eq(id.0),
            outbox::event_id.eq(event.0),
            outbox::account_id.eq(account.id.0),
            outbox::kind.eq(kind.code()),
            outbox::language.eq(language.code()),
            outbox::recipient.eq(account.email.as_str()),
            outbox::due_at.eq(At(act.now)),
            outbox::queued_at.eq(At(act.now)),
            outbox::message_id.eq(message.map(Uuid::from)),
            outbox::sample_id.eq(sample.map(Uuid::from)),
        ))
        .execute(conn)
        .await?;
    workers_wake(conn).await?;
    let detail = json!({ "letter": kind.code(), "language": language.code() });
    audit_insert(conn, act, Entry::new(event, "send_trial", "letter", id).detail(detail)).await?;
    Ok(())
}

/// Its kind and language, and the message that it carries.
async fn what(
    conn: &mut Conn,
    event: EventId,
    (of, sample): (&TrialOf, Option<RegistrationId>),
) -> Result<(LetterKind, Lang, Option<MessageId>), StoreError> {
    // A registration of another event is not there.
    let reads = match sample {
        Some(id) => Some(registration_get(conn, event, id).await?.answers.language),
        None => None,
    };
    match of {
        TrialOf::Wording(key) => Ok((key.kind, key.language, None)),
        TrialOf::Message(id) => {
            let texts = message_get(conn, event, *id).await?.texts;
            let language = texts.language_for(reads.unwrap_or(Lang::En)).ok_or(StoreError::NotFound)?;
            Ok((LetterKind::Message, language, Some(*id)))
        }
    }
}

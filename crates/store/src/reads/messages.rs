//! Messages to many: the list, one with how far it is, whom it would go to, and one of those to look at.

use crate::columns::{code, unsigned};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::filter::ordered;
use crate::reads::registrations::{RegistrationFilter, Sort, sees_desk};
use crate::schema::{message_recipient, outbox, registration};
use crate::store::Store;
use crate::tables::messages::{chosen, message_get, messages_all};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, MessageId, RegistrationId};
use plenary_domain::letter::LetterState;
use plenary_domain::message::{Message, Purpose};
use plenary_domain::registration::TypeCode;
use plenary_domain::{Actor, Lang};
use std::collections::HashMap;
use uuid::Uuid;

/// How far a message is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageProgress {
    /// People who were chosen when it was confirmed.
    pub chosen: u64,
    /// Have not got it and will.
    pub waiting: u64,
    /// Stopped such letters after they were chosen.
    pub left_out: u64,
    pub sent: u64,
    pub failed: u64,
}

/// How many of those who were chosen share a language and a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceCount {
    pub language: Lang,
    pub representation_type: TypeCode,
    pub count: i64,
}

impl Store {
    /// Every message of the event, the newest first, with how far it is.
    pub async fn messages(
        &self,
        actor: &Actor,
        event: EventId,
    ) -> Result<Vec<(Message, MessageProgress)>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| all(conn, event).boxed()).await
    }

    pub async fn message(
        &self,
        actor: &Actor,
        event: EventId,
        id: MessageId,
    ) -> Result<(Message, MessageProgress), StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| {
            async move {
                let message = message_get(conn, event, id).await?;
                let known = progress(conn, event, &[id.0]).await?.remove(&id.0);
                Ok((message, known.unwrap_or_default()))
            }
            .boxed()
        })
        .await
    }

    /// Whom a message would go to now, by language and type.
    pub async fn message_audience(
        &self,
        actor: &Actor,
        event: EventId,
        (filter, purpose): (&RegistrationFilter, Purpose),
    ) -> Result<Vec<AudienceCount>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| audience(conn, event, (filter, purpose)).boxed()).await
    }

    /// The one at this place, from 0, of those whom it would go to now.
    pub async fn message_sample(
        &self,
        actor: &Actor,
        event: EventId,
        (filter, purpose): (&RegistrationFilter, Purpose),
        place: i64,
    ) -> Result<Option<RegistrationId>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| sample(conn, event, (filter, purpose), place).boxed()).await
    }
}

async fn all(conn: &mut Conn, event: EventId) -> Result<Vec<(Message, MessageProgress)>, StoreError> {
    let messages = messages_all(conn, event).await?;
    let ids: Vec<Uuid> = messages.iter().map(|message| message.id.0).collect();
    let mut known = progress(conn, event, &ids).await?;
    let of = |message: Message| {
        let progress = known.remove(&message.id.0).unwrap_or_default();
        (message, progress)
    };
    Ok(messages.into_iter().map(of).collect())
}

/// Figures of these messages; nothing of one that was never confirmed.
async fn progress(
    conn: &mut Conn,
    event: EventId,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, MessageProgress>, StoreError> {
    let people: Vec<(Uuid, String, i64)> = message_recipient::table
        .filter(message_recipient::event_id.eq(event.0))
        .filter(message_recipient::message_id.eq_any(ids))
        .group_by((message_recipient::message_id, message_recipient::state))
        .select((message_recipient::message_id, message_recipient::state, count_star()))
        .load(conn)
        .await?;
    let letters: Vec<(Option<Uuid>, String, i64)> = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::message_id.eq_any(ids))
        .group_by((outbox::message_id, outbox::state))
        .select((outbox::message_id, outbox::state, count_star()))
        .load(conn)
        .await?;
    let mut found: HashMap<Uuid, MessageProgress> = HashMap::new();
    for (id, state, count) in people {
        let count: u64 = unsigned("message_recipient", count)?;
        let of = found.entry(id).or_default();
        of.chosen += count;
        match state.as_str() {
            "waits" => of.waiting += count,
            "left_out" => of.left_out += count,
            _ => {}
        }
    }
    for (id, state, count) in letters {
        let Some(id) = id else { continue };
        let count: u64 = unsigned("outbox", count)?;
        let of = found.entry(id).or_default();
        match code("outbox", &state, LetterState::parse)? {
            LetterState::Sent => of.sent += count,
            LetterState::Failed | LetterState::Bounced => of.failed += count,
            LetterState::Queued => of.waiting += count,
            LetterState::Cancelled => {}
        }
    }
    Ok(found)
}

async fn audience(
    conn: &mut Conn,
    event: EventId,
    (filter, purpose): (&RegistrationFilter, Purpose),
) -> Result<Vec<AudienceCount>, StoreError> {
    let these = chosen(event, filter, purpose).select(registration::id);
    let rows: Vec<(String, String, i64)> = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::id.eq_any(these))
        .group_by((registration::language, registration::representation_type))
        .order((registration::language, registration::representation_type))
        .select((registration::language, registration::representation_type, count_star()))
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|(language, of, count)| {
            Ok(AudienceCount {
                language: code("registration", &language, Lang::parse)?,
                representation_type: code("registration", &of, TypeCode::parse)?,
                count,
            })
        })
        .collect()
}

async fn sample(
    conn: &mut Conn,
    event: EventId,
    (filter, purpose): (&RegistrationFilter, Purpose),
    place: i64,
) -> Result<Option<RegistrationId>, StoreError> {
    // An order that stays while one looks from one to the next.
    let by_time = RegistrationFilter { sort: Sort::SubmittedAsc, ..filter.clone() };
    let found: Option<Uuid> = ordered(chosen(event, &by_time, purpose), event, &by_time)
        .offset(place.max(0))
        .limit(1)
        .select(registration::id)
        .first(conn)
        .await
        .optional()?;
    Ok(found.map(Into::into))
}

//! Answers that nobody may read in a copy of the database, such as the number of a passport: sealed, each in a row of
//! its own, so that `registration.answers` never holds them. Whoever changes answers writes the audit row; these rows
//! are a part of that change and say in it only that something changed.

use crate::act::Act;
use crate::columns::At;
use crate::commands::keep_file::KeepFileRefused;
use crate::commands::owns;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::reads::registrations::sees_desk;
use crate::schema::sealed_answer as answer;
use crate::seal::{Sealed, Slot};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::files::owner_columns;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::file::{FileOwner, Purpose};
use plenary_domain::ids::EventId;
use serde_json::json;
use uuid::Uuid;

pub(crate) const COLUMN: &str = "sealed_answer.sealed";

type Opened = (Uuid, String, String, Vec<u8>);

impl Store {
    /// Keeps an answer sealed, in the place of the former one; an empty text takes it away.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever is neither the delegate nor runs the event.
    pub async fn keep_sealed_answer(
        &self,
        mut act: Act,
        event: EventId,
        (owner, question): (FileOwner, Purpose),
        text: &str,
    ) -> Result<(), CommandError<KeepFileRefused>> {
        let Some(keys) = self.sealer() else { return Err(CommandError::Refused(KeepFileRefused::NoKeys)) };
        if let FileOwner::Registration(id) = owner
            && !owns(&act, event, id)
        {
            return Err(StoreError::NotFound.into());
        }
        let id: Uuid = act.ids.fresh();
        let sealed = keys.seal(Slot { column: COLUMN, row: id }, act.ids.nonce(), text.as_bytes())?;
        let sealed = (!text.is_empty()).then_some(sealed);
        let written =
            self.tx(|conn, _| write(conn, &act, event, (owner, &question), (id, sealed.as_ref())).boxed());
        written.await.map_err(CommandError::Store)
    }

    /// The sealed answers in the clear, by question: for the delegate and for whoever may look at the desk, whose look is
    /// written down.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for anybody else.
    pub async fn sealed_answers(
        &self,
        act: Act,
        event: EventId,
        owner: FileOwner,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let rows = self.tx(|conn, _| read(conn, &act, event, owner).boxed()).await?;
        let mut answers = Vec::with_capacity(rows.len());
        for (id, question, key, sealed) in rows {
            let plain = self.keys()?.open(Slot { column: COLUMN, row: id }, &key, &sealed)?;
            let text = String::from_utf8(plain)
                .map_err(|_| StoreError::Sealed("an answer is no text".to_owned()))?;
            answers.push((question, text));
        }
        Ok(answers)
    }
}

async fn write(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    (owner, question): (FileOwner, &Purpose),
    (id, sealed): (Uuid, Option<&Sealed>),
) -> Result<(), StoreError> {
    let (registration, draft) = owner_columns(owner);
    let former = answer::table
        .filter(answer::event_id.eq(event.0))
        .filter(answer::registration_id.is_not_distinct_from(registration))
        .filter(answer::draft_id.is_not_distinct_from(draft))
        .filter(answer::question.eq(question.as_str()));
    diesel::delete(former).execute(conn).await?;
    if let Some(sealed) = sealed {
        diesel::insert_into(answer::table)
            .values((
                answer::event_id.eq(event.0),
                answer::id.eq(id),
                answer::registration_id.eq(registration),
                answer::draft_id.eq(draft),
                answer::question.eq(question.as_str()),
                answer::key_id.eq(&sealed.key),
                answer::sealed.eq(&sealed.bytes),
                answer::changed_at.eq(At(act.now)),
            ))
            .execute(conn)
            .await?;
    }
    if let FileOwner::Registration(of) = owner {
        let detail = json!({ "question": question.as_str() });
        let entry = Entry::new(event, "keep_sealed_answer", "registration", of).detail(detail);
        audit_insert(conn, act, entry).await?;
    }
    Ok(())
}

async fn read(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    owner: FileOwner,
) -> Result<Vec<Opened>, StoreError> {
    let (registration, draft) = owner_columns(owner);
    let rows: Vec<Opened> = answer::table
        .filter(answer::event_id.eq(event.0))
        .filter(answer::registration_id.is_not_distinct_from(registration))
        .filter(answer::draft_id.is_not_distinct_from(draft))
        .order(answer::question)
        .select((answer::id, answer::question, answer::key_id, answer::sealed))
        .load(conn)
        .await?;
    if let FileOwner::Registration(of) = owner
        && act.actor != Actor::Delegate(of)
    {
        sees_desk(&act.actor, event)?;
        if !rows.is_empty() {
            let questions: Vec<&str> = rows.iter().map(|row| row.1.as_str()).collect();
            let entry = Entry::new(event, "see_sealed_answers", "registration", of);
            audit_insert(conn, act, entry.detail(json!({ "questions": questions }))).await?;
        }
    }
    Ok(rows)
}

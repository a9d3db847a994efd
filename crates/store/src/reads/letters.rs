//! The mailbox of the desk: what was sent, what waits, what failed. Bytes are read only for the one that is opened.

use crate::columns::{At, code, local_text, unsigned};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::filter::{PAGE, anywhere, pages};
use crate::reads::registrations::sees_desk;
use crate::schema::{account, outbox, registration, speaker};
use crate::store::Store;
use crate::tables::letters::{AboutColumns, about_of};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::ids::{EventId, LetterId, RegistrationId};
use plenary_domain::letter::{LetterAbout, LetterKind, LetterState};
use plenary_domain::{Actor, Lang};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// What the mailbox page shows; the default is everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFilter {
    pub state: Option<LetterState>,
    /// Part of a name or an address.
    pub query: String,
    /// From 1.
    pub page: i64,
}

impl Default for LetterFilter {
    fn default() -> Self {
        Self { state: None, query: String::new(), page: 1 }
    }
}

/// One page of the mailbox, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterList {
    pub rows: Vec<LetterRow>,
    pub total: i64,
    pub page: i64,
    pub pages: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRow {
    pub id: LetterId,
    pub kind: LetterKind,
    pub language: Lang,
    pub recipient: String,
    /// Whom it is about; empty where nobody has told a name yet.
    pub name: String,
    pub about: LetterAbout,
    pub state: LetterState,
    pub attempts: u32,
    pub due_at: Timestamp,
    pub queued_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub last_error: String,
    pub has_message: bool,
}

impl Store {
    pub async fn letters(
        &self,
        actor: &Actor,
        event: EventId,
        filter: &LetterFilter,
    ) -> Result<LetterList, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| list(conn, event, filter).boxed()).await
    }

    /// A letter and, once it is sent, its bytes.
    pub async fn letter(
        &self,
        actor: &Actor,
        event: EventId,
        id: LetterId,
    ) -> Result<(LetterRow, Option<Vec<u8>>), StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| {
            async move {
                let mut rows = rows(conn, event, &Which::One(id), (0, 1)).await?;
                let row = rows.pop().ok_or(StoreError::NotFound)?;
                let message = outbox::table.find(id.0).select(outbox::message).first(conn).await?;
                Ok((row, message))
            }
            .boxed()
        })
        .await
    }

    /// Letters of one registration, the newest first.
    pub async fn letters_of(
        &self,
        event: EventId,
        registration: RegistrationId,
    ) -> Result<Vec<LetterRow>, StoreError> {
        self.read(|conn, _| {
            async move { rows(conn, event, &Which::Of(registration), (0, ALL)).await }.boxed()
        })
        .await
    }
}

/// More than one person ever gets.
const ALL: i64 = 200;

/// Which letters.
enum Which<'a> {
    Page(&'a LetterFilter),
    One(LetterId),
    Of(RegistrationId),
}

fn selected<'q>(event: EventId, which: &Which<'_>) -> outbox::BoxedQuery<'q, Pg> {
    let all = outbox::table.filter(outbox::event_id.eq(event.0)).into_boxed();
    let filter = match which {
        Which::One(id) => return all.filter(outbox::id.eq(id.0)),
        Which::Of(registration) => return all.filter(outbox::registration_id.eq(registration.0)),
        Which::Page(filter) => filter,
    };
    let of_state = match filter.state {
        Some(state) => all.filter(outbox::state.eq(state.code())),
        None => all,
    };
    if filter.query.trim().is_empty() {
        return of_state;
    }
    let pattern = anywhere(&filter.query);
    let named = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::name.ilike(pattern.clone()))
        .select(registration::id.nullable());
    of_state.filter(outbox::recipient.ilike(pattern).or(outbox::registration_id.eq_any(named)))
}

async fn list(conn: &mut Conn, event: EventId, filter: &LetterFilter) -> Result<LetterList, StoreError> {
    let which = Which::Page(filter);
    let total: i64 = selected(event, &which).count().get_result(conn).await?;
    let pages = pages(total);
    let page = filter.page.clamp(1, pages);
    let rows = rows(conn, event, &which, ((page - 1) * PAGE, PAGE)).await?;
    Ok(LetterList { rows, total, page, pages })
}

type What = (Uuid, String, String, String, AboutColumns, String);
type How = (i32, At, At, Option<At>, String, bool);

async fn rows(
    conn: &mut Conn,
    event: EventId,
    which: &Which<'_>,
    (offset, limit): (i64, i64),
) -> Result<Vec<LetterRow>, StoreError> {
    let found: Vec<(What, How)> = selected(event, which)
        .order((outbox::queued_at.desc(), outbox::id.desc()))
        .offset(offset)
        .limit(limit)
        .select((
            (
                outbox::id,
                outbox::kind,
                outbox::language,
                outbox::recipient,
                (outbox::registration_id, outbox::draft_id, outbox::speaker_id, outbox::account_id),
                outbox::state,
            ),
            (
                outbox::attempts,
                outbox::due_at,
                outbox::queued_at,
                outbox::sent_at,
                outbox::last_error,
                outbox::message.is_not_null(),
            ),
        ))
        .load(conn)
        .await?;
    let names = names(conn, event, &found).await?;
    found.into_iter().map(|row| into_row(row, &names)).collect()
}

/// Names of those whom the letters are about, by their ids. Speakers and organisers are looked up only where there are
/// such letters.
async fn names(
    conn: &mut Conn,
    event: EventId,
    found: &[(What, How)],
) -> Result<HashMap<Uuid, String>, StoreError> {
    let ids = |of: fn(&AboutColumns) -> Option<Uuid>| {
        found.iter().filter_map(|(what, _)| of(&what.4)).collect::<Vec<Uuid>>()
    };
    let delegates = ids(|about| about.0);
    let (speakers, accounts) = (ids(|about| about.2), ids(|about| about.3));
    let mut names: Vec<(Uuid, String)> = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::id.eq_any(delegates))
        .select((registration::id, registration::name))
        .load(conn)
        .await?;
    if !speakers.is_empty() {
        let of_event =
            speaker::table.filter(speaker::event_id.eq(event.0)).filter(speaker::id.eq_any(speakers));
        let found: Vec<(Uuid, Value)> = of_event.select((speaker::id, speaker::name)).load(conn).await?;
        for (id, name) in found {
            names.push((id, local_text("speaker", name)?.get(Lang::En).to_owned()));
        }
    }
    if !accounts.is_empty() {
        let organisers = account::table.filter(account::id.eq_any(accounts));
        names.extend(organisers.select((account::id, account::name)).load::<(Uuid, String)>(conn).await?);
    }
    Ok(names.into_iter().collect())
}

fn into_row((what, how): (What, How), names: &HashMap<Uuid, String>) -> Result<LetterRow, StoreError> {
    let (id, kind, language, recipient, about, state) = what;
    let (attempts, due_at, queued_at, sent_at, last_error, has_message) = how;
    Ok(LetterRow {
        id: id.into(),
        kind: code("outbox", &kind, LetterKind::parse)?,
        language: code("outbox", &language, Lang::parse)?,
        recipient,
        name: about.0.or(about.2).or(about.3).and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        about: about_of(about)?,
        state: code("outbox", &state, LetterState::parse)?,
        attempts: unsigned("outbox", attempts)?,
        due_at: due_at.into(),
        queued_at: queued_at.into(),
        sent_at: sent_at.map(Into::into),
        last_error,
        has_message,
    })
}

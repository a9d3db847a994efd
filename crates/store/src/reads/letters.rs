//! The mailbox of the desk: what was sent, what waits, what failed. Bytes are read only for the one that is opened.

use crate::columns::{At, code, local_text, unsigned};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::filter::{PAGE, anywhere, pages};
use crate::reads::registrations::sees_desk;
use crate::schema::{account, letter_pause, outbox, registration, speaker};
use crate::store::Store;
use crate::tables::letters::{AboutColumns, about_of};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::ids::{EventId, LetterId, RegistrationId};
use plenary_domain::letter::{
    LetterAbout, LetterKind, LetterStage, LetterState, LettersIn, OnItsWay, UNREACHABLE, stage,
};
use plenary_domain::{Actor, Lang};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// What the mailbox page shows; the default is everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFilter {
    pub letters: Option<LettersIn>,
    pub kind: Option<LetterKind>,
    /// Part of a name or an address.
    pub query: String,
    /// From 1.
    pub page: i64,
    /// What is due and what is under way hangs on the moment.
    pub now: Timestamp,
}

impl LetterFilter {
    pub const fn all(now: Timestamp) -> Self {
        Self { letters: None, kind: None, query: String::new(), page: 1, now }
    }
}

/// Why no letters of an event leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterPause {
    pub reason: String,
    /// Who has held them back.
    pub by: String,
    pub since: Timestamp,
}

/// One page of the mailbox, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterList {
    pub rows: Vec<LetterRow>,
    pub total: i64,
    pub page: i64,
    pub pages: i64,
    pub pause: Option<LetterPause>,
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
    pub leased_until: Option<Timestamp>,
    /// The letters of its event are held back.
    pub paused: bool,
    pub bounced_at: Option<Timestamp>,
    /// Such as `5.1.1`; empty for a letter that did not come back.
    pub bounce_status: String,
    /// Somebody has looked after the letter that came back.
    pub settled: bool,
}

impl LetterRow {
    pub fn stage(&self, now: Timestamp) -> LetterStage {
        let Self { attempts, due_at, leased_until, paused, .. } = *self;
        stage(self.state, &OnItsWay { attempts, due_at, leased_until, paused }, now)
    }
}

/// The last letter to a delegate did not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    pub recipient: String,
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
                let paused = pause(conn, event).await?.is_some();
                let mut rows = rows(conn, (event, paused), &Which::One(id), (0, 1)).await?;
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
            async move {
                let paused = pause(conn, event).await?.is_some();
                rows(conn, (event, paused), &Which::Of(registration), (0, ALL)).await
            }
            .boxed()
        })
        .await
    }

    /// Whether the last letters to a delegate came back from the address that the registration has now.
    pub async fn undelivered(
        &self,
        event: EventId,
        registration: RegistrationId,
    ) -> Result<Option<Undelivered>, StoreError> {
        self.read(|conn, _| undelivered(conn, event, registration).boxed()).await
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

async fn pause(conn: &mut Conn, event: EventId) -> QueryResult<Option<LetterPause>> {
    let row: Option<(String, String, At)> = letter_pause::table
        .inner_join(account::table.on(letter_pause::account_id.eq(account::id)))
        .filter(letter_pause::event_id.eq(event.0))
        .select((letter_pause::reason, account::name, letter_pause::since))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|(reason, by, since)| LetterPause { reason, by, since: since.into() }))
}

#[derive(QueryableByName)]
struct UndeliveredRow {
    #[diesel(sql_type = diesel::sql_types::Text)]
    recipient: String,
}

/// A letter that came back, to the address of today, and none that was sent later.
async fn undelivered(
    conn: &mut Conn,
    event: EventId,
    registration: RegistrationId,
) -> Result<Option<Undelivered>, StoreError> {
    let row: Option<UndeliveredRow> = diesel::sql_query(
        r#"SELECT o.recipient FROM outbox AS o JOIN registration AS r
            ON r.event_id = o.event_id AND r.id = o.registration_id
        WHERE o.event_id = $1 AND o.registration_id = $2 AND o.state IN ('failed', 'bounced') AND o.settled_at IS NULL
            AND (o.state = 'bounced' OR o.last_error = $3) AND o.recipient COLLATE "C" = r.email COLLATE "C"
            AND NOT EXISTS (SELECT FROM outbox AS later WHERE later.event_id = o.event_id
                AND later.registration_id = o.registration_id AND later.state = 'sent'
                AND later.queued_at > o.queued_at)
        ORDER BY o.queued_at DESC LIMIT 1"#,
    )
    .bind::<diesel::sql_types::Uuid, _>(event.0)
    .bind::<diesel::sql_types::Uuid, _>(registration.0)
    .bind::<diesel::sql_types::Text, _>(UNREACHABLE)
    .get_result(conn)
    .await
    .optional()?;
    Ok(row.map(|row| Undelivered { recipient: row.recipient }))
}

/// The condition of [`stage`], in SQL.
fn in_stage(
    all: outbox::BoxedQuery<'_, Pg>,
    of: LetterStage,
    (paused, now): (bool, Timestamp),
) -> outbox::BoxedQuery<'_, Pg> {
    let free = || outbox::leased_until.is_null().or(outbox::leased_until.lt(At(now)));
    let queued = LetterState::Queued.code();
    match of {
        LetterStage::Sent | LetterStage::Failed | LetterStage::Bounced | LetterStage::Cancelled => {
            all.filter(outbox::state.eq(of.code()))
        }
        LetterStage::InFlight => {
            all.filter(outbox::state.eq(queued)).filter(outbox::leased_until.ge(At(now)))
        }
        LetterStage::Held if paused => all.filter(outbox::state.eq(queued)).filter(free()),
        LetterStage::Held => all
            .filter(outbox::state.eq(queued))
            .filter(free())
            .filter(outbox::attempts.eq(0))
            .filter(outbox::due_at.gt(At(now))),
        LetterStage::Deferred if !paused => {
            all.filter(outbox::state.eq(queued)).filter(free()).filter(outbox::attempts.gt(0))
        }
        LetterStage::Waiting if !paused => all
            .filter(outbox::state.eq(queued))
            .filter(free())
            .filter(outbox::attempts.eq(0))
            .filter(outbox::due_at.le(At(now))),
        // Of an event whose letters are held back none is waiting or deferred.
        LetterStage::Deferred | LetterStage::Waiting => {
            all.filter(diesel::dsl::sql::<diesel::sql_types::Bool>("false"))
        }
    }
}

fn selected<'q>((event, paused): (EventId, bool), which: &Which<'_>) -> outbox::BoxedQuery<'q, Pg> {
    let all = outbox::table.filter(outbox::event_id.eq(event.0)).into_boxed();
    let filter = match which {
        Which::One(id) => return all.filter(outbox::id.eq(id.0)),
        Which::Of(registration) => return all.filter(outbox::registration_id.eq(registration.0)),
        Which::Page(filter) => filter,
    };
    let of_state = match filter.letters {
        Some(LettersIn::Open) => all.filter(outbox::state.eq(LetterState::Queued.code())),
        Some(LettersIn::Stage(stage)) => in_stage(all, stage, (paused, filter.now)),
        None => all,
    };
    let of_state = match filter.kind {
        Some(kind) => of_state.filter(outbox::kind.eq(kind.code())),
        None => of_state,
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
    let pause = pause(conn, event).await?;
    let of = (event, pause.is_some());
    let total: i64 = selected(of, &which).count().get_result(conn).await?;
    let pages = pages(total);
    let page = filter.page.clamp(1, pages);
    let rows = rows(conn, of, &which, ((page - 1) * PAGE, PAGE)).await?;
    Ok(LetterList { rows, total, page, pages, pause })
}

type What = (Uuid, String, String, String, AboutColumns, String);
type How = (i32, At, At, Option<At>, String, bool);
type Back = (Option<At>, Option<At>, String, Option<At>);
type Found = (What, How, Back);

async fn rows(
    conn: &mut Conn,
    (event, paused): (EventId, bool),
    which: &Which<'_>,
    (offset, limit): (i64, i64),
) -> Result<Vec<LetterRow>, StoreError> {
    let found: Vec<Found> = selected((event, paused), which)
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
            (outbox::leased_until, outbox::bounced_at, outbox::bounce_status, outbox::settled_at),
        ))
        .load(conn)
        .await?;
    let names = names(conn, event, &found).await?;
    found.into_iter().map(|row| into_row(row, paused, &names)).collect()
}

/// Names of those whom the letters are about, by their ids. Speakers and organisers are looked up only where there are
/// such letters.
async fn names(
    conn: &mut Conn,
    event: EventId,
    found: &[Found],
) -> Result<HashMap<Uuid, String>, StoreError> {
    let ids = |of: fn(&AboutColumns) -> Option<Uuid>| {
        found.iter().filter_map(|(what, ..)| of(&what.4)).collect::<Vec<Uuid>>()
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

fn into_row(
    (what, how, back): Found,
    paused: bool,
    names: &HashMap<Uuid, String>,
) -> Result<LetterRow, StoreError> {
    let (id, kind, language, recipient, about, state) = what;
    let (attempts, due_at, queued_at, sent_at, last_error, has_message) = how;
    let (leased_until, bounced_at, bounce_status, settled_at) = back;
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
        leased_until: leased_until.map(Into::into),
        paused,
        bounced_at: bounced_at.map(Into::into),
        bounce_status,
        settled: settled_at.is_some(),
    })
}

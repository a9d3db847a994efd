//! The outbox as the worker sees it: lease, send, and say what became of it.
//!
//! A lease is a short transaction of its own, so that nothing is locked while a mail server is slow. A worker that
//! dies leaves a lease that runs out, and the letter is sent by another: a letter may arrive twice, never not at
//! all. Nothing here writes audit rows; the row of the outbox is its own record.

use crate::columns::{At, code, unsigned};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::outbox;
use crate::store::Store;
use crate::tables::letters::about_of;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Lang;
use plenary_domain::ids::{EventId, LetterId, MessageId, RegistrationId, RuleId};
use plenary_domain::letter::{LetterAbout, LetterKind, LetterState};
use uuid::Uuid;

/// A letter that one worker may send for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedLetter {
    pub id: LetterId,
    pub event: EventId,
    pub about: LetterAbout,
    pub kind: LetterKind,
    pub language: Lang,
    pub recipient: String,
    /// The message or the rule whose text it carries.
    pub text: Option<TextOf>,
    /// On trial: written as it would be for this registration.
    pub sample: Option<RegistrationId>,
    /// Goes to many: the delegate may stop such letters, and is told how.
    pub bulk: bool,
    /// Including this one.
    pub attempts: u32,
    pub queued_at: Timestamp,
}

/// Where the text of a letter is kept that has no words of the program's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextOf {
    Message(MessageId),
    Rule(RuleId),
}

/// For metrics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutboxFigures {
    pub queued: i64,
    pub oldest_due: Option<Timestamp>,
    pub failed: i64,
}

impl Store {
    /// Leases letters that are due, the longest due first.
    pub async fn lease_letters(
        &self,
        now: Timestamp,
        limit: i64,
        lease: SignedDuration,
    ) -> Result<Vec<LeasedLetter>, StoreError> {
        let until = now.checked_add(lease).map_err(|error| StoreError::Database(error.to_string()))?;
        self.tx(|conn, _| lease_due(conn, now, limit, until).boxed()).await
    }

    /// The mail server has it; the bytes are kept for the desk.
    pub async fn letter_sent(
        &self,
        id: LetterId,
        now: Timestamp,
        message: Vec<u8>,
    ) -> Result<(), StoreError> {
        self.tx(|conn, _| {
            async {
                let changed = diesel::update(outbox::table.find(id.0))
                    .set((
                        outbox::state.eq(LetterState::Sent.code()),
                        outbox::sent_at.eq(At(now)),
                        outbox::message.eq(&message),
                        outbox::leased_until.eq(None::<At>),
                        outbox::last_error.eq(""),
                    ))
                    .execute(conn)
                    .await?;
                there(changed)
            }
            .boxed()
        })
        .await
    }

    /// To be tried again at `next`. A letter that was sent or given up in the meantime stays so.
    pub async fn letter_deferred(
        &self,
        id: LetterId,
        next: Timestamp,
        error: &str,
    ) -> Result<(), StoreError> {
        self.tx(|conn, _| {
            async move {
                let changed = diesel::update(queued(id))
                    .set((
                        outbox::due_at.eq(At(next)),
                        outbox::leased_until.eq(None::<At>),
                        outbox::last_error.eq(error),
                    ))
                    .execute(conn)
                    .await?;
                there(changed)
            }
            .boxed()
        })
        .await
    }

    /// Refused for good, or tried too often.
    pub async fn letter_failed(&self, id: LetterId, error: &str) -> Result<(), StoreError> {
        self.tx(|conn, _| {
            async move {
                let changed = diesel::update(queued(id))
                    .set((
                        outbox::state.eq(LetterState::Failed.code()),
                        outbox::leased_until.eq(None::<At>),
                        outbox::last_error.eq(error),
                    ))
                    .execute(conn)
                    .await?;
                there(changed)
            }
            .boxed()
        })
        .await
    }

    /// What it should have told is no longer so: it is not sent.
    pub async fn letter_needless(&self, id: LetterId) -> Result<(), StoreError> {
        self.tx(|conn, _| {
            async move {
                let cancelled = outbox::state.eq(LetterState::Cancelled.code());
                let changed = diesel::update(queued(id))
                    .set((cancelled, outbox::leased_until.eq(None::<At>)))
                    .execute(conn)
                    .await?;
                there(changed)
            }
            .boxed()
        })
        .await
    }

    /// Gives a lease back unused, for a graceful stop; the attempt does not count.
    pub async fn release_lease(&self, id: LetterId) -> Result<(), StoreError> {
        self.tx(|conn, _| {
            async move {
                let leased = queued(id).filter(outbox::leased_until.is_not_null());
                diesel::update(leased)
                    .set((outbox::leased_until.eq(None::<At>), outbox::attempts.eq(outbox::attempts - 1)))
                    .execute(conn)
                    .await?;
                Ok(())
            }
            .boxed()
        })
        .await
    }

    /// When the worker has to wake up next, if nothing wakes it before: a lease that runs out counts as well.
    pub async fn next_letter_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|conn, _| {
            async move {
                let row: NextDue = diesel::sql_query(
                    "SELECT min(greatest(due_at, leased_until)) AS due FROM outbox WHERE state = 'queued'",
                )
                .get_result(conn)
                .await?;
                Ok(row.due.map(Into::into))
            }
            .boxed()
        })
        .await
    }

    pub async fn outbox_figures(&self) -> Result<OutboxFigures, StoreError> {
        self.read(|conn, _| {
            async move {
                let row: FiguresRow = diesel::sql_query(
                    "SELECT count(*) FILTER (WHERE state = 'queued') AS queued,
                        min(due_at) FILTER (WHERE state = 'queued') AS oldest_due,
                        count(*) FILTER (WHERE state = 'failed') AS failed
                    FROM outbox WHERE state <> 'sent'",
                )
                .get_result(conn)
                .await?;
                Ok(OutboxFigures {
                    queued: row.queued,
                    oldest_due: row.oldest_due.map(Into::into),
                    failed: row.failed,
                })
            }
            .boxed()
        })
        .await
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn queued(id: LetterId) -> _ {
    let uuid: Uuid = id.0;
    let queued: &'static str = LetterState::Queued.code();
    outbox::table.filter(outbox::id.eq(uuid)).filter(outbox::state.eq(queued))
}

fn there(changed: usize) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

#[derive(QueryableByName)]
struct NextDue {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    due: Option<At>,
}

#[derive(QueryableByName)]
struct FiguresRow {
    #[diesel(sql_type = BigInt)]
    queued: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    oldest_due: Option<At>,
    #[diesel(sql_type = BigInt)]
    failed: i64,
}

#[derive(QueryableByName)]
struct LeasedRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    event_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    registration_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    draft_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    speaker_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    account_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    message_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    rule_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    sample_id: Option<Uuid>,
    #[diesel(sql_type = Bool)]
    bulk: bool,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    language: String,
    #[diesel(sql_type = Text)]
    recipient: String,
    #[diesel(sql_type = Integer)]
    attempts: i32,
    #[diesel(sql_type = Timestamptz)]
    queued_at: At,
}

async fn lease_due(
    conn: &mut Conn,
    now: Timestamp,
    limit: i64,
    until: Timestamp,
) -> Result<Vec<LeasedLetter>, StoreError> {
    let rows: Vec<LeasedRow> = diesel::sql_query(
        "WITH due AS MATERIALIZED (
            SELECT id FROM outbox
            WHERE state = 'queued' AND due_at <= $1 AND (leased_until IS NULL OR leased_until < $1)
            ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE outbox SET leased_until = $3, attempts = attempts + 1 FROM due WHERE outbox.id = due.id
        RETURNING outbox.id, event_id, registration_id, draft_id, speaker_id, account_id, message_id, rule_id,
            sample_id, bulk, kind, language, recipient, attempts, queued_at",
    )
    .bind::<Timestamptz, _>(At(now))
    .bind::<BigInt, _>(limit)
    .bind::<Timestamptz, _>(At(until))
    .load(conn)
    .await?;
    rows.into_iter().map(into_leased).collect()
}

fn into_leased(row: LeasedRow) -> Result<LeasedLetter, StoreError> {
    Ok(LeasedLetter {
        id: row.id.into(),
        event: row.event_id.into(),
        about: about_of((row.registration_id, row.draft_id, row.speaker_id, row.account_id))?,
        kind: code("outbox", &row.kind, LetterKind::parse)?,
        language: code("outbox", &row.language, Lang::parse)?,
        recipient: row.recipient,
        text: row
            .message_id
            .map(|id| TextOf::Message(id.into()))
            .or(row.rule_id.map(|id| TextOf::Rule(id.into()))),
        sample: row.sample_id.map(Into::into),
        bulk: row.bulk,
        attempts: unsigned("outbox", row.attempts)?,
        queued_at: row.queued_at.into(),
    })
}

//! The outbox as the worker sees it: lease, send, and say what became of it.
//!
//! A lease is a short transaction of its own, so that nothing is locked while a mail server is slow. A worker that
//! dies leaves a lease that runs out, and the letter is sent by another: a letter may arrive twice, never not at
//! all. Nothing here writes audit rows; the row of the outbox is its own record.

use crate::columns::At;
use crate::error::StoreError;
use crate::schema::outbox;
use crate::store::Store;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Timestamptz};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::ids::{EventId, LetterId, MessageId, RegistrationId, RuleId};
use plenary_domain::letter::{Bounce, LetterAbout, LetterKind, LetterState};
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
    /// Letters to this address that came back for good, and that nobody has looked after.
    pub hard_bounces: i64,
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
    /// The mail server has it; the bytes are kept for the desk.
    pub async fn letter_sent(
        &self,
        id: LetterId,
        now: Timestamp,
        message: Vec<u8>,
    ) -> Result<(), StoreError> {
        self.tx(|conn, _| {
            async {
                // One that has come back already was sent by another worker in the meantime.
                let open = outbox::table.find(id.0).filter(outbox::state.ne(LetterState::Bounced.code()));
                diesel::update(open)
                    .set((
                        outbox::state.eq(LetterState::Sent.code()),
                        outbox::sent_at.eq(At(now)),
                        outbox::message.eq(&message),
                        outbox::leased_until.eq(None::<At>),
                        outbox::last_error.eq(""),
                    ))
                    .execute(conn)
                    .await?;
                Ok(())
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
                    .set((cancelled, outbox::leased_until.eq(None::<At>), outbox::last_error.eq("")))
                    .execute(conn)
                    .await?;
                there(changed)
            }
            .boxed()
        })
        .await
    }

    /// The mail server of the recipient has brought the letter back; whether that was news. Only a letter that was sent
    /// can come back, and only once.
    pub async fn letter_bounced(
        &self,
        id: LetterId,
        now: Timestamp,
        bounce: &Bounce,
    ) -> Result<bool, StoreError> {
        self.tx(|conn, _| {
            async {
                let sent = outbox::table.find(id.0).filter(outbox::state.eq(LetterState::Sent.code()));
                let changed = diesel::update(sent)
                    .set((
                        outbox::state.eq(LetterState::Bounced.code()),
                        outbox::bounced_at.eq(At(now)),
                        outbox::bounce_kind.eq(bounce.kind.code()),
                        outbox::bounce_status.eq(&bounce.status),
                        outbox::last_error.eq(&bounce.words),
                    ))
                    .execute(conn)
                    .await?;
                Ok(changed == 1)
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

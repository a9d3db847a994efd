//! Beginning a registration and keeping what was typed, step by step, so that nobody types anything twice.
//! A draft is not a change of state of anything yet: it has no audit row.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::drafts::{NewDraft, draft_insert, draft_set_answers};
use crate::tables::events::event_get;
use futures_util::FutureExt;
use jiff::SignedDuration;
use plenary_domain::ids::EventId;
use plenary_domain::registration::{RawAnswers, RegisterRefused, may_register};

/// How long a draft is kept.
const DRAFT_LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Store {
    /// Begins a registration, if registration is open.
    pub async fn begin_draft(
        &self,
        act: Act,
        event: EventId,
        secret: String,
        answers: RawAnswers,
    ) -> Result<(), CommandError<RegisterRefused>> {
        self.tx(|conn, _| begin(conn, act.clone(), event, &secret, &answers).boxed()).await
    }

    /// Keeps what was typed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such draft, it has expired, or it has been sent.
    pub async fn save_draft(
        &self,
        act: Act,
        event: EventId,
        secret: &str,
        answers: RawAnswers,
    ) -> Result<(), StoreError> {
        self.tx(|conn, _| draft_set_answers(conn, (event, secret), act.now, &answers).boxed()).await
    }
}

async fn begin(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    secret: &str,
    answers: &RawAnswers,
) -> Result<(), CommandError<RegisterRefused>> {
    let event = event_get(conn, event).await?;
    may_register(&event, act.now).map_err(CommandError::Refused)?;
    let expires_at =
        act.now.checked_add(DRAFT_LIFE).map_err(|error| StoreError::Database(error.to_string()))?;
    let id = act.ids.fresh();
    draft_insert(conn, &NewDraft { event: event.id, id, secret, answers, created_at: act.now, expires_at })
        .await?;
    Ok(())
}

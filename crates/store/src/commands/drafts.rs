//! Beginning a registration and keeping what was typed, step by step, so that nobody types anything twice.
//! A draft is not a change of state of anything yet: it has no audit row.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::drafts::{NewDraft, draft_get_locked, draft_insert, draft_set_answers};
use crate::tables::events::event_get;
use crate::tables::forms::form_current;
use futures_util::{FutureExt, TryFutureExt, try_join};
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
        let keys = self.sealer();
        self.tx(|conn, _| begin(conn, act.clone(), keys, (event, &secret), &answers).boxed()).await
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
        let keys = self.sealer();
        self.tx(|conn, _| save(conn, act.clone(), keys, (event, secret), &answers).boxed()).await
    }
}

async fn begin(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    (event, secret): (EventId, &str),
    answers: &RawAnswers,
) -> Result<(), CommandError<RegisterRefused>> {
    let (event, form) = try_join!(event_get(conn, event), form_current(conn, event))?;
    may_register(&event, act.now).map_err(CommandError::Refused)?;
    let expires_at =
        act.now.checked_add(DRAFT_LIFE).map_err(|error| StoreError::Database(error.to_string()))?;
    let (id, created_at) = (act.ids.fresh(), act.now);
    let new = NewDraft { event: event.id, id, secret, answers, form: &form, created_at, expires_at };
    draft_insert(conn, &mut act, keys, &new).await?;
    Ok(())
}

async fn save(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    (event, secret): (EventId, &str),
    answers: &RawAnswers,
) -> Result<(), StoreError> {
    let draft = draft_get_locked(conn, event, secret, act.now).map_err(StoreError::from);
    let (draft, form) = try_join!(draft, form_current(conn, event))?;
    draft_set_answers(conn, &mut act, keys, (event, &draft), (answers, &form)).await
}

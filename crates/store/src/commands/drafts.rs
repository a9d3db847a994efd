//! Beginning a registration and keeping what was typed, step by step, so that nobody types anything twice. A letter to
//! the address leads back, also on another device.
//! A draft is not a change of state of anything yet: it has no audit row.

use crate::act::Act;
use crate::commands::allowances::Granted;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::drafts::{NewDraft, draft_get, draft_insert, draft_set_answers};
use crate::tables::events::event_get;
use crate::tables::letters::{NewLetter, letter_queue};
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Lang;
use plenary_domain::ids::{DraftId, EventId, LetterId};
use plenary_domain::letter::{LetterAbout, LetterKind};
use plenary_domain::registration::{RawAnswers, RegisterRefused, draft_remind_at, may_register};

/// How long a draft is kept.
const DRAFT_LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Store {
    /// Begins a registration, if registration is open. The letter goes out if it was granted.
    pub async fn begin_draft(
        &self,
        act: Act,
        event: EventId,
        secret: String,
        answers: RawAnswers,
        granted: Granted,
    ) -> Result<(), CommandError<RegisterRefused>> {
        self.tx_with_letters(|conn, _| begin(conn, act.clone(), event, (&secret, &answers), granted).boxed())
            .await
    }

    /// Keeps what was typed. With a new address in it, a letter goes there if it was granted.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such draft, it has expired, or it has been sent.
    pub async fn save_draft(
        &self,
        act: Act,
        (event, secret): (EventId, &str),
        answers: RawAnswers,
        granted: Granted,
    ) -> Result<(), StoreError> {
        self.tx_with_letters(|conn, _| save(conn, act.clone(), (event, secret), &answers, granted).boxed())
            .await
    }
}

async fn begin(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    (secret, answers): (&str, &RawAnswers),
    granted: Granted,
) -> Result<(), CommandError<RegisterRefused>> {
    let event = event_get(conn, event).await?;
    may_register(&event, act.now).map_err(CommandError::Refused)?;
    let created_at = act.now;
    let expires_at =
        created_at.checked_add(DRAFT_LIFE).map_err(|error| StoreError::Database(error.to_string()))?;
    let id = act.ids.fresh();
    let remind_at = draft_remind_at(&event, created_at, created_at);
    draft_insert(conn, &NewDraft { event: event.id, id, secret, answers, created_at, expires_at, remind_at })
        .await?;
    if granted.letter() {
        let kind = LetterKind::DraftBegun;
        draft_letter(conn, (act.ids.fresh(), kind), (event.id, id), answers, created_at).await?;
    }
    Ok(())
}

async fn save(
    conn: &mut Conn,
    mut act: Act,
    (event, secret): (EventId, &str),
    answers: &RawAnswers,
    granted: Granted,
) -> Result<(), StoreError> {
    let before = draft_get(conn, event, secret, act.now).await?;
    draft_set_answers(conn, (event, secret), act.now, answers).await?;
    if granted.letter() && before.answers()?.address() != answers.address() {
        let letter = (act.ids.fresh(), LetterKind::DraftBegun);
        draft_letter(conn, letter, (event, before.id()), answers, act.now).await?;
    }
    Ok(())
}

/// Queues a letter about a draft, to the address that was typed and in the language that was chosen.
pub(crate) async fn draft_letter(
    conn: &Conn,
    (id, kind): (LetterId, LetterKind),
    (event, draft): (EventId, DraftId),
    answers: &RawAnswers,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(address) = answers.address() else { return Ok(()) };
    let language = Lang::parse(answers.one("language")).unwrap_or(Lang::En);
    let (about, recipient) = (LetterAbout::Draft(draft), address.as_str());
    letter_queue(conn, &NewLetter { id, event, about, kind, language, recipient, now, due: now }).await?;
    Ok(())
}

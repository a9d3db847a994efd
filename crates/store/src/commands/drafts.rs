//! Beginning a registration and keeping what was typed, step by step, so that nobody types anything twice. A letter to
//! the address leads back, also on another device.
//! A draft is not a change of state of anything yet: it has no audit row.

use crate::act::Act;
use crate::commands::allowances::Granted;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::drafts::{NewDraft, draft_get_locked, draft_insert, draft_set_answers, with_files};
use crate::tables::events::event_get;
use crate::tables::forms::form_current;
use crate::tables::letters::{NewLetter, letter_queue};
use futures_util::{FutureExt, TryFutureExt, try_join};
use jiff::{SignedDuration, Timestamp};
use plenary_domain::Lang;
use plenary_domain::ids::{DraftId, EventId, LetterId};
use plenary_domain::letter::{LetterAbout, LetterKind};
use plenary_domain::registration::{RawAnswers, RegisterRefused, draft_remind_at, may_register};

/// How long a draft is kept.
const DRAFT_LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What was typed, and whether a letter answers it.
struct Typed<'a> {
    secret: &'a str,
    answers: &'a RawAnswers,
    granted: Granted,
}

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
        let (keys, typed) = (self.sealer(), Typed { secret: &secret, answers: &answers, granted });
        if granted.letter() {
            self.tx_with_letters(|conn, _| begin(conn, act.clone(), keys, event, &typed).boxed()).await
        } else {
            self.tx(|conn, _| begin(conn, act.clone(), keys, event, &typed).boxed()).await
        }
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
        let (keys, typed) = (self.sealer(), Typed { secret, answers: &answers, granted });
        if granted.letter() {
            self.tx_with_letters(|conn, _| save(conn, act.clone(), keys, event, &typed).boxed()).await
        } else {
            self.tx(|conn, _| save(conn, act.clone(), keys, event, &typed).boxed()).await
        }
    }
}

async fn begin(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    event: EventId,
    typed: &Typed<'_>,
) -> Result<(), CommandError<RegisterRefused>> {
    let (event, form) = try_join!(event_get(conn, event), form_current(conn, event))?;
    may_register(&event, act.now).map_err(CommandError::Refused)?;
    let (id, created_at): (DraftId, _) = (act.ids.fresh(), act.now);
    let expires_at =
        created_at.checked_add(DRAFT_LIFE).map_err(|error| StoreError::Database(error.to_string()))?;
    let new = NewDraft {
        event: event.id,
        id,
        secret: typed.secret,
        answers: typed.answers,
        form: &form,
        created_at,
        expires_at,
        remind_at: draft_remind_at(&event, created_at, created_at),
    };
    draft_insert(conn, &mut act, keys, &new).await?;
    if typed.granted.letter() {
        let letter = (act.ids.fresh(), LetterKind::DraftBegun);
        draft_letter(conn, letter, (event.id, id), typed.answers, created_at).await?;
    }
    Ok(())
}

async fn save(
    conn: &mut Conn,
    mut act: Act,
    keys: Option<&Sealer>,
    event: EventId,
    typed: &Typed<'_>,
) -> Result<(), StoreError> {
    let draft = draft_get_locked(conn, event, typed.secret, act.now).map_err(StoreError::from);
    let (draft, form) = try_join!(draft, form_current(conn, event))?;
    let answers = with_files(&draft, typed.answers, &form)?;
    draft_set_answers(conn, &mut act, keys, (event, &draft), (&answers, &form)).await?;
    if typed.granted.letter() && draft.clear_answers()?.address() != typed.answers.address() {
        let letter = (act.ids.fresh(), LetterKind::DraftBegun);
        draft_letter(conn, letter, (event, draft.id()), typed.answers, act.now).await?;
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

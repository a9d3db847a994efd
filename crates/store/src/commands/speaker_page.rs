//! What a speaker does at the page behind the secret address, and what organisers do about that page: open it, give it a
//! new address, close it, and invite. Everything that a speaker says lands in the draft; a release makes it public.

use crate::act::Act;
use crate::columns::{At, local_text, to_json};
use crate::commands::keep_file::{Prepared, forget_object};
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::{session, session_speaker, speaker};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_get, event_touch_draft};
use crate::tables::files::{NewFileRow, file_insert};
use crate::tables::letters::{NewLetter, letter_insert};
use crate::tables::speakers::speaker_get;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::agenda::{Gender, RoleState};
use plenary_domain::file::FileOwner;
use plenary_domain::ids::{EventId, FileId, SessionId, SpeakerId};
use plenary_domain::lang::{Lang, LocalText};
use plenary_domain::letter::{LetterAbout, LetterKind};
use plenary_domain::policy::Action;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Why a speaker can't be invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteRefused {
    NotAllowed,
    /// Organisers have not entered an e-mail address.
    NoAddress,
    /// The person is in no session.
    NoSession,
}

/// What a speaker writes about themselves.
#[derive(Debug, Clone)]
pub struct OwnWords {
    pub about: LocalText,
    pub gender: Option<Gender>,
}

fn check(act: &Act, event: EventId) -> Result<(), StoreError> {
    if act.may(Action::RunEvent(event)) { Ok(()) } else { Err(StoreError::NotFound) }
}

impl Store {
    /// Gives a speaker's page this secret, or closes the page.
    pub async fn set_speaker_page(
        &self,
        act: Act,
        event: EventId,
        id: SpeakerId,
        secret: Option<String>,
    ) -> Result<(), StoreError> {
        check(&act, event)?;
        self.tx(|conn, _| set_page(conn, &act, (event, id), secret.as_deref()).boxed()).await
    }

    /// Asks a speaker by letter to say yes or no; `secret` is for a page that is not there yet.
    pub async fn invite_speaker(
        &self,
        act: Act,
        event: EventId,
        id: SpeakerId,
        secret: String,
    ) -> Result<(), CommandError<InviteRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(InviteRefused::NotAllowed));
        }
        self.tx(|conn, _| invite(conn, act.clone(), (event, id), &secret).boxed()).await
    }

    /// What a speaker says to a role: yes, perhaps or no.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a secret or a session that is not the speaker's.
    pub async fn answer_role(
        &self,
        act: Act,
        event: EventId,
        secret: &str,
        (session, state, note): (SessionId, RoleState, String),
    ) -> Result<(), StoreError> {
        let answer = (session, state, note.as_str());
        self.tx(|conn, _| answer_it(conn, &act, event, secret, answer).boxed()).await
    }

    /// What a speaker writes about themselves.
    pub async fn describe_speaker(
        &self,
        act: Act,
        event: EventId,
        secret: &str,
        words: OwnWords,
    ) -> Result<(), StoreError> {
        self.tx(|conn, _| describe(conn, &act, event, secret, &words).boxed()).await
    }

    /// A photo of a speaker, or slides for a session. What was there before stays where releases name it.
    pub async fn keep_speaker_file(
        &self,
        mut act: Act,
        event: EventId,
        secret: &str,
        session: Option<SessionId>,
        new: crate::NewFile,
    ) -> Result<FileId, StoreError> {
        let id = self.read(|conn, _| by_secret(conn, event, secret).boxed()).await?.0;
        let new = crate::NewFile { owner: FileOwner::Speaker(id), ..new };
        let mut prepared = self.prepare(&mut act, event, new)?;
        let sha256 = Sha256::digest(&prepared.content).into();
        let objects = self.objects()?;
        objects.put(&prepared.object, std::mem::take(&mut prepared.content)).await?;
        let kept = self.tx(|conn, _| keep(conn, &act, (id, session), &prepared, sha256).boxed()).await;
        if kept.is_err() {
            forget_object(&objects, &prepared.object).await;
        }
        kept.map(|()| prepared.file.id)
    }
}

/// Whose secret it is, with what the person is called.
async fn by_secret(conn: &mut Conn, event: EventId, secret: &str) -> Result<(SpeakerId, String), StoreError> {
    let found = speaker::table.filter(speaker::event_id.eq(event.0)).filter(speaker::secret.eq(secret));
    let (id, name): (Uuid, _) = found.select((speaker::id, speaker::name)).first(conn).await?;
    Ok((id.into(), local_text("speaker", name)?.get(Lang::En).to_owned()))
}

async fn told(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, SpeakerId),
    action: &'static str,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    audit_insert(conn, act, Entry::new(event, action, "speaker", id).detail(detail)).await?;
    Ok(())
}

async fn set_page(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, SpeakerId),
    secret: Option<&str>,
) -> Result<(), StoreError> {
    let (known, _) = speaker_get(conn, event, id).await?;
    let target = speaker::table.find((event.0, id.0));
    diesel::update(target).set(speaker::secret.eq(secret)).execute(conn).await?;
    let action = if secret.is_some() { "open_speaker_page" } else { "close_speaker_page" };
    told(conn, act, (event, id), action, json!({ "name": known.name.get(Lang::En) })).await
}

async fn invite(
    conn: &mut Conn,
    mut act: Act,
    (event, id): (EventId, SpeakerId),
    secret: &str,
) -> Result<(), CommandError<InviteRefused>> {
    event_touch_draft(conn, event).await?;
    let (known, (_, facts)) = speaker_get(conn, event, id).await?;
    let Some(email) = facts.contact.email else { return Err(CommandError::Refused(InviteRefused::NoAddress)) };
    let roles = || {
        session_speaker::table
            .filter(session_speaker::event_id.eq(event.0))
            .filter(session_speaker::speaker_id.eq(id.0))
    };
    let in_sessions: i64 = roles().count().get_result(conn).await?;
    if in_sessions == 0 {
        return Err(CommandError::Refused(InviteRefused::NoSession));
    }
    // Who has answered keeps the answer.
    let asked = [RoleState::Proposed.code(), RoleState::Invited.code()];
    diesel::update(roles().filter(session_speaker::state.eq_any(asked)))
        .set((
            session_speaker::state.eq(RoleState::Invited.code()),
            session_speaker::invited_at.eq(At(act.now)),
        ))
        .execute(conn)
        .await?;
    if facts.secret.is_none() {
        let target = speaker::table.find((event.0, id.0));
        diesel::update(target).set(speaker::secret.eq(secret)).execute(conn).await?;
    }
    let offered = event_get(conn, event).await?.languages;
    let language = facts.contact.language.or_else(|| offered.first().copied()).unwrap_or(Lang::En);
    let letter = NewLetter {
        id: act.ids.fresh(),
        event,
        about: LetterAbout::Speaker(id),
        kind: LetterKind::SpeakerInvited,
        language,
        recipient: email.as_str(),
        now: act.now,
        due: act.now,
    };
    letter_insert(conn, &letter).await?;
    told(conn, &act, (event, id), "invite_speaker", json!({ "name": known.name.get(Lang::En) })).await?;
    Ok(())
}

async fn answer_it(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    secret: &str,
    (session, state, note): (SessionId, RoleState, &str),
) -> Result<(), StoreError> {
    event_touch_draft(conn, event).await?;
    let (id, name) = by_secret(conn, event, secret).await?;
    let role = session_speaker::table.find((event.0, session.0, id.0));
    let changed = diesel::update(role)
        .set((
            session_speaker::state.eq(state.code()),
            session_speaker::note.eq(note),
            session_speaker::answered_at.eq(At(act.now)),
        ))
        .execute(conn)
        .await?;
    if changed == 0 {
        return Err(StoreError::NotFound);
    }
    // A form that is open must not take the answer back.
    let of = session::table.find((event.0, session.0));
    let title = diesel::update(of)
        .set(session::version.eq(session::version + 1))
        .returning(session::title)
        .get_result(conn)
        .await?;
    let title = local_text("session", title)?;
    let detail = json!({ "name": name, "session": title.get(Lang::En), "to": state.code() });
    told(conn, act, (event, id), "answer_role", detail).await
}

async fn describe(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    secret: &str,
    words: &OwnWords,
) -> Result<(), StoreError> {
    event_touch_draft(conn, event).await?;
    let (id, name) = by_secret(conn, event, secret).await?;
    diesel::update(speaker::table.find((event.0, id.0)))
        .set((
            speaker::about.eq(to_json(&words.about)?),
            speaker::gender.eq(words.gender.map(Gender::code)),
        ))
        .execute(conn)
        .await?;
    told(conn, act, (event, id), "describe_speaker", json!({ "name": name })).await
}

async fn keep(
    conn: &mut Conn,
    act: &Act,
    (id, session): (SpeakerId, Option<SessionId>),
    new: &Prepared,
    sha256: [u8; 32],
) -> Result<(), StoreError> {
    let file = &new.file;
    event_touch_draft(conn, file.event).await?;
    let row = NewFileRow {
        file,
        object: &new.object,
        sha256,
        key: new.key.as_deref(),
        thumbnail: new.thumbnail.as_deref(),
    };
    file_insert(conn, &row).await?;
    let changed = match session {
        Some(session) => {
            let role = session_speaker::table.find((file.event.0, session.0, id.0));
            diesel::update(role).set(session_speaker::slides.eq(file.id.0)).execute(conn).await?
        }
        None => {
            let target = speaker::table.find((file.event.0, id.0));
            diesel::update(target).set(speaker::photo.eq(file.id.0)).execute(conn).await?
        }
    };
    if changed == 0 {
        return Err(StoreError::NotFound);
    }
    let (known, _) = speaker_get(conn, file.event, id).await?;
    let detail = json!({ "name": known.name.get(Lang::En), "purpose": file.purpose.as_str() });
    told(conn, act, (file.event, id), "keep_speaker_file", detail).await
}

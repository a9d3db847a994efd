//! What organisers do about a speaker's own page: invite, and give it another address, so that the old one opens nothing.

use crate::act::Act;
use crate::columns::{At, code};
use crate::commands::speaking::{session_count_on, told};
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::{session, session_speaker, speaker};
use crate::store::Store;
use crate::tables::events::{event_get, event_touch_draft};
use crate::tables::letters::{NewLetter, letter_insert, letters_cancel_about};
use crate::tables::speakers::speaker_get;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::agenda::{InviteFacts, InviteRefused, RoleState};
use plenary_domain::ids::{EventId, SessionId, SpeakerId};
use plenary_domain::lang::Lang;
use plenary_domain::letter::{LetterAbout, LetterKind};
use plenary_domain::policy::{Action, NotAllowed};
use serde_json::json;
use uuid::Uuid;

impl Store {
    /// Asks a speaker by one letter to say yes or no; `secret` is for a page that has no address yet. Parts that were only
    /// proposed become invitations; who has answered keeps the answer.
    ///
    /// # Errors
    /// Refusals of the domain, and [`StoreError::NotFound`] for a speaker of another event.
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

    /// Gives a speaker's page this address. The old one opens nothing from now on, and a letter that was to bring it does
    /// not leave.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a speaker of another event.
    pub async fn set_speaker_address(
        &self,
        act: Act,
        event: EventId,
        id: SpeakerId,
        secret: String,
    ) -> Result<(), CommandError<NotAllowed>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(NotAllowed));
        }
        self.tx(|conn, _| set_address(conn, act.clone(), (event, id), &secret).boxed()).await
    }
}

async fn set_address(
    conn: &mut Conn,
    act: Act,
    (event, id): (EventId, SpeakerId),
    secret: &str,
) -> Result<(), CommandError<NotAllowed>> {
    event_touch_draft(conn, event).await?;
    let (known, _) = speaker_get(conn, event, id).await?;
    diesel::update(speaker::table.find((event.0, id.0)))
        .set((speaker::secret.eq(secret), speaker::invited_at.eq(None::<At>)))
        .execute(conn)
        .await?;
    letters_cancel_about(conn, event, id, LetterKind::SpeakerInvited).await?;
    let detail = json!({ "name": known.name.get(Lang::En) });
    told(conn, &act, (event, id), ("set_speaker_address", detail)).await?;
    Ok(())
}

/// Sessions in which the person has a part and has not said no.
async fn parts(
    conn: &mut Conn,
    event: EventId,
    id: SpeakerId,
) -> Result<Vec<(SessionId, RoleState)>, StoreError> {
    let of_session =
        session::event_id.eq(session_speaker::event_id).and(session::id.eq(session_speaker::session_id));
    let rows: Vec<(Uuid, String)> = session_speaker::table
        .inner_join(session::table.on(of_session))
        .filter(session_speaker::event_id.eq(event.0))
        .filter(session_speaker::speaker_id.eq(id.0))
        .filter(session::cancelled.eq(false))
        .filter(session_speaker::state.ne(RoleState::Declined.code()))
        .select((session_speaker::session_id, session_speaker::state))
        .load(conn)
        .await?;
    let part =
        |(id, state): (Uuid, String)| Ok((id.into(), code("session_speaker", &state, RoleState::parse)?));
    rows.into_iter().map(part).collect()
}

async fn invite(
    conn: &mut Conn,
    mut act: Act,
    (event, id): (EventId, SpeakerId),
    secret: &str,
) -> Result<(), CommandError<InviteRefused>> {
    event_touch_draft(conn, event).await?;
    let (known, (_, facts)) = speaker_get(conn, event, id).await?;
    let (of_event, parts) = (event_get(conn, event).await?, parts(conn, event, id).await?);
    let email = facts.contact.email.clone();
    let of = InviteFacts {
        has_email: email.is_some(),
        parts: parts.len(),
        public: of_event.public,
        invited_at: facts.invited_at,
    };
    of.check(act.now).map_err(CommandError::Refused)?;
    let Some(email) = &email else { return Err(CommandError::Refused(InviteRefused::NoAddress)) };
    ask(conn, &act, (event, id), &parts).await?;
    let secret = facts.secret.as_deref().unwrap_or(secret);
    diesel::update(speaker::table.find((event.0, id.0)))
        .set((speaker::secret.eq(secret), speaker::invited_at.eq(At(act.now))))
        .execute(conn)
        .await?;
    let letter = NewLetter {
        id: act.ids.fresh(),
        event,
        about: LetterAbout::Speaker(id),
        kind: LetterKind::SpeakerInvited,
        language: facts.contact.language_at(&of_event),
        recipient: email.as_str(),
        now: act.now,
        due: act.now,
    };
    // One that still waits has no better address than this one.
    letters_cancel_about(conn, event, id, LetterKind::SpeakerInvited).await?;
    letter_insert(conn, &letter).await?;
    let detail = json!({ "name": known.name.get(Lang::En) });
    told(conn, &act, (event, id), ("invite_speaker", detail)).await?;
    Ok(())
}

/// What was only an idea is an invitation from now on.
async fn ask(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, SpeakerId),
    parts: &[(SessionId, RoleState)],
) -> Result<(), StoreError> {
    let proposed = parts.iter().filter(|(_, state)| *state == RoleState::Proposed);
    let proposed: Vec<SessionId> = proposed.map(|(session, _)| *session).collect();
    let open = parts.iter().filter(|(_, state)| !matches!(state, RoleState::Accepted | RoleState::Declined));
    let open: Vec<Uuid> = open.map(|(session, _)| session.0).collect();
    let roles = session_speaker::table
        .filter(session_speaker::event_id.eq(event.0))
        .filter(session_speaker::speaker_id.eq(id.0));
    let asked = roles.filter(session_speaker::session_id.eq_any(open));
    diesel::update(asked).set(session_speaker::invited_at.eq(At(act.now))).execute(conn).await?;
    let ids: Vec<Uuid> = proposed.iter().map(|session| session.0).collect();
    diesel::update(roles.filter(session_speaker::session_id.eq_any(ids)))
        .set(session_speaker::state.eq(RoleState::Invited.code()))
        .execute(conn)
        .await?;
    session_count_on(conn, event, &proposed).await
}

//! What a speaker sees behind the secret address, and what organisers see of the answers.

use crate::columns::{At, code};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::files::{FileTicket, ticket_of};
use crate::reads::registrations::sees_desk;
use crate::schema::{file, session_speaker};
use crate::store::Store;
use crate::tables::speakers::speaker_by_secret;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::agenda::{RoleState, Speaker, SpeakerFacts, SpeakerRole};
use plenary_domain::file::FileOwner;
use plenary_domain::ids::{EventId, FileId, SessionId, SpeakerId};
use uuid::Uuid;

/// One part of a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerPart {
    pub session: SessionId,
    pub role: SpeakerRole,
    pub state: RoleState,
    /// What the speaker wrote with the answer.
    pub note: String,
    pub answered_at: Option<Timestamp>,
    /// The file with the slides, and its name.
    pub slides: Option<(FileId, String)>,
}

/// The page of one speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaking {
    pub speaker: Speaker,
    pub facts: SpeakerFacts,
    /// Those that the person may know of.
    pub parts: Vec<SpeakerPart>,
}

impl Store {
    /// The page behind a secret.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a secret that is none, or not any more.
    pub async fn speaking(&self, event: EventId, secret: &str) -> Result<Speaking, StoreError> {
        self.read(|conn, _| {
            async move {
                let (speaker, (id, facts)) = speaker_by_secret(conn, event, secret).await?;
                let mut parts = parts(conn, event, id).await?;
                parts.retain(|part| part.state.is_known_to_the_person());
                Ok(Speaking { speaker, facts, parts })
            }
            .boxed()
        })
        .await
    }

    /// What a speaker has answered, for organisers.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever may not see the desk.
    pub async fn speaker_parts(
        &self,
        actor: &Actor,
        event: EventId,
        id: SpeakerId,
    ) -> Result<Vec<SpeakerPart>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| parts(conn, event, id).boxed()).await
    }

    /// A ticket for a file of the speaker behind a secret.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a file of anybody else.
    pub async fn file_of_speaking(
        &self,
        event: EventId,
        secret: &str,
        id: FileId,
        now: Timestamp,
    ) -> Result<FileTicket, StoreError> {
        let sealer = self.sealer();
        self.read(|conn, _| {
            async move {
                let (speaker, _) = speaker_by_secret(conn, event, secret).await?;
                ticket_of(conn, sealer, event, (FileOwner::Speaker(speaker.id), id), now).await
            }
            .boxed()
        })
        .await
    }

    /// A ticket for a file of a speaker, for whoever may look at the desk.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for anybody else, and for a file of anybody else.
    pub async fn file_of_speaker(
        &self,
        actor: &Actor,
        event: EventId,
        (speaker, id): (SpeakerId, FileId),
        now: Timestamp,
    ) -> Result<FileTicket, StoreError> {
        sees_desk(actor, event)?;
        let sealer = self.sealer();
        let of = (FileOwner::Speaker(speaker), id);
        self.read(|conn, _| ticket_of(conn, sealer, event, of, now).boxed()).await
    }
}

type PartColumns = (Uuid, String, String, String, Option<At>, Option<Uuid>, Option<String>);

async fn parts(conn: &mut Conn, event: EventId, of: SpeakerId) -> Result<Vec<SpeakerPart>, StoreError> {
    let slides =
        file::event_id.eq(session_speaker::event_id).and(session_speaker::slides.eq(file::id.nullable()));
    let rows: Vec<PartColumns> = session_speaker::table
        .left_join(file::table.on(slides))
        .filter(session_speaker::event_id.eq(event.0))
        .filter(session_speaker::speaker_id.eq(of.0))
        .order(session_speaker::session_id)
        .select((
            session_speaker::session_id,
            session_speaker::role,
            session_speaker::state,
            session_speaker::note,
            session_speaker::answered_at,
            session_speaker::slides,
            file::name.nullable(),
        ))
        .load(conn)
        .await?;
    let part = |(session, role, state, note, answered, slides, name): PartColumns| {
        Ok(SpeakerPart {
            session: session.into(),
            role: code("session_speaker", &role, SpeakerRole::parse)?,
            state: code("session_speaker", &state, RoleState::parse)?,
            note,
            answered_at: answered.map(Into::into),
            slides: slides.map(FileId::from).zip(name),
        })
    };
    rows.into_iter().map(part).collect()
}

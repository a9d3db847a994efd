//! What a speaker sees at the secret address, and what organisers see of all speakers' answers.

use crate::columns::{At, code};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::registrations::sees_desk;
use crate::schema::{agenda_setting, file, session_speaker, speaker};
use crate::store::Store;
use crate::tables::speakers::{SpeakerRow, speakers_all};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::agenda::{RoleState, Speaker, SpeakerFacts, SpeakerRole};
use plenary_domain::ids::{EventId, SessionId, SpeakerId};
use std::collections::HashMap;
use uuid::Uuid;

/// One role of a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRole {
    pub speaker: SpeakerId,
    pub session: SessionId,
    pub role: SpeakerRole,
    pub state: RoleState,
    /// What the speaker wrote with the answer.
    pub note: String,
    pub invited_at: Option<Timestamp>,
    pub answered_at: Option<Timestamp>,
    /// Name of the file with the slides.
    pub slides: Option<String>,
}

/// The page of one speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerPageFacts {
    pub speaker: Speaker,
    pub facts: SpeakerFacts,
    pub roles: Vec<OwnRole>,
    /// Until when slides are taken; until the session starts, if absent.
    pub slides_until: Option<Timestamp>,
}

/// All speakers as organisers see them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeakerAnswers {
    pub people: HashMap<SpeakerId, SpeakerFacts>,
    pub roles: Vec<OwnRole>,
    /// Those for whom a registration is there that has not ended: by the link of organisers, or by its address.
    pub registered: Vec<SpeakerId>,
}

impl Store {
    /// The page behind a secret.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a secret that is none, or not any more.
    pub async fn speaker_page(&self, event: EventId, secret: &str) -> Result<SpeakerPageFacts, StoreError> {
        self.read(|conn, _| page(conn, event, secret).boxed()).await
    }

    /// Who has answered what: three queries, however many there are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever may not see the desk.
    pub async fn speaker_answers(&self, actor: &Actor, event: EventId) -> Result<SpeakerAnswers, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| answers(conn, event).boxed()).await
    }
}

async fn page(conn: &mut Conn, event: EventId, secret: &str) -> Result<SpeakerPageFacts, StoreError> {
    let found = speaker::table.filter(speaker::event_id.eq(event.0)).filter(speaker::secret.eq(secret));
    let row: SpeakerRow = found.select(SpeakerRow::as_select()).first(conn).await?;
    let (speaker, (id, facts)) = row.known()?;
    let roles = roles(conn, event, Some(id)).await?;
    let until: Option<Option<At>> = agenda_setting::table
        .find(event.0)
        .select(agenda_setting::slides_until)
        .first(conn)
        .await
        .optional()?;
    Ok(SpeakerPageFacts { speaker, facts, roles, slides_until: until.flatten().map(Into::into) })
}

type RoleColumns = (Uuid, Uuid, String, String, String, Option<At>, Option<At>, Option<String>);

async fn roles(
    conn: &mut Conn,
    event: EventId,
    of: Option<SpeakerId>,
) -> Result<Vec<OwnRole>, StoreError> {
    let mut query = session_speaker::table
        .left_join(
            file::table.on(file::event_id
                .eq(session_speaker::event_id)
                .and(session_speaker::slides.eq(file::id.nullable()))),
        )
        .filter(session_speaker::event_id.eq(event.0))
        .select((
            session_speaker::speaker_id,
            session_speaker::session_id,
            session_speaker::role,
            session_speaker::state,
            session_speaker::note,
            session_speaker::invited_at,
            session_speaker::answered_at,
            file::name.nullable(),
        ))
        .into_boxed();
    if let Some(of) = of {
        query = query.filter(session_speaker::speaker_id.eq(of.0));
    }
    let rows: Vec<RoleColumns> = query.load(conn).await?;
    let role = |(speaker, session, role, state, note, invited, answered, slides): RoleColumns| {
        Ok(OwnRole {
            speaker: speaker.into(),
            session: session.into(),
            role: code("session_speaker", &role, SpeakerRole::parse)?,
            state: code("session_speaker", &state, RoleState::parse)?,
            note,
            invited_at: invited.map(Into::into),
            answered_at: answered.map(Into::into),
            slides,
        })
    };
    rows.into_iter().map(role).collect()
}

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

async fn answers(conn: &mut Conn, event: EventId) -> Result<SpeakerAnswers, StoreError> {
    let people = speakers_all(conn, event).await?.into_iter().map(|(_, facts)| facts).collect();
    let roles = roles(conn, event, None).await?;
    let registered: Vec<IdRow> = diesel::sql_query(
        "SELECT DISTINCT s.id FROM speaker AS s JOIN registration AS r ON r.event_id = s.event_id
            AND (r.id = s.registration_id OR r.email_key = s.email_key)
        WHERE s.event_id = $1 AND r.status NOT IN ('declined', 'withdrawn', 'cancelled', 'expired', 'replaced',
            'waitlist_closed')",
    )
    .bind::<SqlUuid, _>(event.0)
    .load(conn)
    .await?;
    let registered = registered.into_iter().map(|row| row.id.into()).collect();
    Ok(SpeakerAnswers { people, roles, registered })
}

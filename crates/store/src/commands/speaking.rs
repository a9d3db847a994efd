//! What a speaker does on the page behind the secret address: says yes or no, and writes about themselves. All of it lands
//! in the draft; a release makes it public. The secret is looked up in the transaction that writes, so that one that was
//! replaced a moment ago opens nothing.

use crate::act::Act;
use crate::columns::{At, code, to_json};
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::schema::{session, session_speaker, speaker};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_get, event_touch_draft};
use crate::tables::sessions::sessions_some;
use crate::tables::speakers::{Known, speaker_by_secret};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::agenda::{
    AnswerRefused, DescribeRefused, Gender, PartAnswer, PartFacts, RoleState, Session,
};
use plenary_domain::event::Event;
use plenary_domain::ids::{EventId, SessionId, SpeakerId};
use plenary_domain::lang::{Lang, LocalText};
use serde_json::{Value, json};

/// What a speaker writes about themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWords {
    pub position: LocalText,
    pub about: LocalText,
    pub gender: Option<Gender>,
    /// That the form has shown.
    pub version: i32,
}

impl Store {
    /// What the speaker behind a secret says to a part, with a reason that only organisers read.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a secret or a session that is not the speaker's, and refusals of the domain.
    pub async fn answer_part(
        &self,
        act: Act,
        event: EventId,
        secret: String,
        session: SessionId,
        (answer, reason): (PartAnswer, String),
    ) -> Result<(), CommandError<AnswerRefused>> {
        let said = (session, answer, reason.as_str());
        self.tx(|conn, _| answer_it(conn, act.clone(), event, &secret, said).boxed()).await
    }

    /// What the speaker behind a secret writes about themselves.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a secret that is none, and refusals of the domain.
    pub async fn describe_speaker(
        &self,
        act: Act,
        event: EventId,
        secret: String,
        words: OwnWords,
    ) -> Result<(), CommandError<DescribeRefused>> {
        self.tx(|conn, _| describe(conn, act.clone(), event, &secret, &words).boxed()).await
    }
}

/// Locks the draft and finds out who holds the secret; from here on it is that person who acts.
pub(super) async fn begin(
    conn: &mut Conn,
    act: &mut Act,
    event: EventId,
    secret: &str,
) -> Result<Known, StoreError> {
    event_touch_draft(conn, event).await?;
    let known = speaker_by_secret(conn, event, secret).await?;
    act.actor = Actor::Speaker(known.0.id);
    Ok(known)
}

/// The trail names the person: speakers are no delegates, and their names are public sooner or later.
pub(super) async fn told(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, SpeakerId),
    (action, detail): (&'static str, Value),
) -> Result<(), StoreError> {
    audit_insert(conn, act, Entry::new(event, action, "speaker", id).detail(detail)).await?;
    Ok(())
}

/// Somebody's part in a session, and the session.
pub(super) async fn part(
    conn: &mut Conn,
    event: &Event,
    id: SpeakerId,
    session: SessionId,
) -> Result<(PartFacts, Session), StoreError> {
    let (of, _) = sessions_some(conn, event.id, &[session]).await?.pop().ok_or(StoreError::NotFound)?;
    let role = session_speaker::table.find((event.id.0, session.0, id.0));
    let state: String = role.select(session_speaker::state).first(conn).await?;
    let facts = PartFacts {
        state: code("session_speaker", &state, RoleState::parse)?,
        cancelled: of.cancelled,
        slot: of.slot,
        ends_on: event.ends_on,
        zone: event.zone(),
    };
    Ok((facts, of))
}

/// A form of the session that is open somewhere must not take back what the speaker did.
pub(super) async fn session_count_on(
    conn: &mut Conn,
    event: EventId,
    sessions: &[SessionId],
) -> Result<(), StoreError> {
    let ids: Vec<_> = sessions.iter().map(|id| id.0).collect();
    let changed = session::table.filter(session::event_id.eq(event.0)).filter(session::id.eq_any(ids));
    diesel::update(changed).set(session::version.eq(session::version + 1)).execute(conn).await?;
    Ok(())
}

async fn answer_it(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    secret: &str,
    (session, answer, reason): (SessionId, PartAnswer, &str),
) -> Result<(), CommandError<AnswerRefused>> {
    let (who, _) = begin(conn, &mut act, event, secret).await?;
    let of_event = event_get(conn, event).await?;
    let (facts, of) = part(conn, &of_event, who.id, session).await?;
    let state = match facts.answered(answer, act.now) {
        // As if the person were not in the session at all.
        Err(AnswerRefused::NotAsked) => return Err(StoreError::NotFound.into()),
        other => other.map_err(CommandError::Refused)?,
    };
    diesel::update(session_speaker::table.find((event.0, session.0, who.id.0)))
        .set((
            session_speaker::state.eq(state.code()),
            session_speaker::note.eq(reason),
            session_speaker::answered_at.eq(At(act.now)),
        ))
        .execute(conn)
        .await?;
    session_count_on(conn, event, &[session]).await?;
    let action = match answer {
        PartAnswer::Accept => "accept_part",
        PartAnswer::Decline => "decline_part",
    };
    let detail = json!({ "name": who.name.get(Lang::En), "session": of.title.get(Lang::En) });
    told(conn, &act, (event, who.id), (action, detail)).await?;
    Ok(())
}

async fn describe(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    secret: &str,
    words: &OwnWords,
) -> Result<(), CommandError<DescribeRefused>> {
    let (who, (_, facts)) = begin(conn, &mut act, event, secret).await?;
    if facts.version != words.version {
        return Err(CommandError::Refused(DescribeRefused::ChangedMeanwhile));
    }
    diesel::update(speaker::table.find((event.0, who.id.0)))
        .set((
            speaker::position.eq(to_json(&words.position)?),
            speaker::about.eq(to_json(&words.about)?),
            speaker::gender.eq(words.gender.map(Gender::code)),
            speaker::version.eq(speaker::version + 1),
        ))
        .execute(conn)
        .await?;
    let detail = json!({ "name": who.name.get(Lang::En) });
    told(conn, &act, (event, who.id), ("describe_speaker", detail)).await?;
    Ok(())
}

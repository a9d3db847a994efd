//! The agenda: the draft, its releases, and what the registration form may offer of it.

use crate::columns::{At, from_json};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{account, release, session};
use crate::store::Store;
use crate::tables::agenda::{draft_load, timetable_load};
use crate::tables::forms::form_current;
use crate::tables::options::options_left;
use crate::tables::releases::{release_current, release_get};
use crate::tables::sessions::sessions_with_sign_up;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::{FutureExt, TryFutureExt, try_join};
use jiff::Timestamp;
use plenary_domain::Event;
use plenary_domain::agenda::{Agenda, Change, RemoteLink, Rules, SpeakerFacts};
use plenary_domain::ids::{EventId, SessionId, SpeakerId};
use plenary_domain::registration::{Form, FormFacts};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// The agenda as organisers edit it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftAgenda {
    pub agenda: Agenda,
    /// Versions of the sessions, for their forms.
    pub versions: HashMap<SessionId, i32>,
    /// What only organisers know of the people who speak.
    pub people: HashMap<SpeakerId, SpeakerFacts>,
    /// What a release has to name.
    pub draft_version: i32,
    /// How serious each conflict is at this event.
    pub rules: Rules,
}

/// A numbered revision of the agenda, for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    pub number: i32,
    pub comment: String,
    pub released_at: Timestamp,
    pub agenda: Agenda,
    pub changes: Vec<Change>,
}

/// A release in the list of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseSummary {
    pub number: i32,
    pub comment: String,
    pub released_at: Timestamp,
    /// Name of the account; empty for the program itself.
    pub released_by: String,
    pub changes: Vec<Change>,
    /// How many people are told by letter.
    pub letters: i32,
    /// No letters were wanted.
    pub quiet: bool,
}

/// Seats of one session that one signs up for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seats {
    pub total: i64,
    pub taken: i64,
    pub waiting: i64,
}

impl Store {
    /// The draft; the number of queries does not depend on how much is in it.
    pub async fn draft_agenda(&self, event: EventId) -> Result<DraftAgenda, StoreError> {
        self.read(|conn, _| draft_load(conn, event).boxed()).await
    }

    /// Of the draft what a session is called, when and where: two queries, for pages about people.
    pub async fn timetable(&self, event: EventId) -> Result<Agenda, StoreError> {
        self.read(|conn, _| timetable_load(conn, event).boxed()).await
    }

    /// What the public sees; nothing before the first release.
    pub async fn released_agenda(&self, event: EventId) -> Result<Option<Release>, StoreError> {
        self.read(|conn, _| release_current(conn, event).boxed()).await
    }

    pub async fn release(&self, event: EventId, number: i32) -> Result<Release, StoreError> {
        self.read(|conn, _| release_get(conn, event, number).boxed()).await
    }

    /// Links of sessions for those who follow from afar, as they are now: one that changes in the morning is right at
    /// once. Whoever asks shows nobody a link of another class.
    pub async fn remote_links(
        &self,
        event: EventId,
    ) -> Result<HashMap<SessionId, Vec<RemoteLink>>, StoreError> {
        self.read(|conn, _| remote_links(conn, event).boxed()).await
    }

    /// All releases, the newest first.
    pub async fn releases(&self, event: EventId) -> Result<Vec<ReleaseSummary>, StoreError> {
        self.read(|conn, _| summaries(conn, event).boxed()).await
    }

    /// Seats of every session that one signs up for; the others are absent.
    pub async fn seats_left(&self, event: EventId) -> Result<HashMap<SessionId, Seats>, StoreError> {
        self.read(|conn, _| seats_left(conn, event).boxed()).await
    }

    /// What the registration form may offer: sessions with sign-up of the current release that are still there.
    pub async fn form_facts(&self, event: &Event, now: Timestamp) -> Result<FormFacts, StoreError> {
        self.read(|conn, _| async move { Ok(form_facts(conn, event, now).await?.0) }.boxed()).await
    }
}

#[derive(QueryableByName)]
struct SeatsRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    total: i64,
    #[diesel(sql_type = BigInt)]
    taken: i64,
    #[diesel(sql_type = BigInt)]
    waiting: i64,
}

async fn seats_left(conn: &mut Conn, event: EventId) -> Result<HashMap<SessionId, Seats>, StoreError> {
    let rows: Vec<SeatsRow> = diesel::sql_query(
        "SELECT session.id, coalesce(seats.total, 0) AS total, coalesce(seats.taken, 0) AS taken,
            coalesce(wishes.waiting, 0) AS waiting
        FROM session
        LEFT JOIN (SELECT key, sum(n)::bigint AS total,
                coalesce(sum(n) FILTER (WHERE status = 'taken'), 0)::bigint AS taken
            FROM tally WHERE event_id = $1 AND what = 'seat' GROUP BY key) AS seats ON seats.key = session.id::text
        LEFT JOIN (SELECT session_id, count(*) AS waiting
            FROM seat_wish WHERE event_id = $1 GROUP BY session_id) AS wishes ON wishes.session_id = session.id
        WHERE session.event_id = $1 AND session.sign_up",
    )
    .bind::<SqlUuid, _>(event.0)
    .load(conn)
    .await?;
    let seats =
        |row: SeatsRow| (row.id.into(), Seats { total: row.total, taken: row.taken, waiting: row.waiting });
    Ok(rows.into_iter().map(seats).collect())
}

/// How many people have a seat in each session or wait for one.
pub(crate) async fn signed_up(
    conn: &mut Conn,
    event: EventId,
) -> Result<HashMap<SessionId, i64>, StoreError> {
    let seats = seats_left(conn, event).await?;
    Ok(seats.into_iter().map(|(id, seats)| (id, seats.taken + seats.waiting)).collect())
}

/// What the form may offer, and the released agenda that it comes from.
pub(crate) async fn form_facts(
    conn: &mut Conn,
    event: &Event,
    now: Timestamp,
) -> Result<(FormFacts, Agenda), StoreError> {
    form_parts(conn, event.id).await?.facts(conn, event, now).await
}

/// What is read for [`form_facts`], at one go.
pub(crate) struct FormParts {
    agenda: Agenda,
    there: Vec<SessionId>,
    form: Form,
}

pub(crate) async fn form_parts(conn: &Conn, event: EventId) -> Result<FormParts, StoreError> {
    let there = sessions_with_sign_up(conn, event).map_err(StoreError::from);
    let (release, there, form) = try_join!(release_current(conn, event), there, form_current(conn, event))?;
    let agenda = release.map(|release| release.agenda).unwrap_or_default();
    Ok(FormParts { agenda, there, form })
}

impl FormParts {
    pub(crate) async fn facts(
        self,
        conn: &mut Conn,
        event: &Event,
        now: Timestamp,
    ) -> Result<(FormFacts, Agenda), StoreError> {
        let Self { agenda, there, form } = self;
        let mut sign_up = agenda.sign_up();
        sign_up.retain(|session| there.contains(&session.id));
        let facts = FormFacts {
            now,
            types: event.types.clone(),
            kept_type: None,
            by_organiser: false,
            languages: event.languages.clone(),
            sign_up,
            left: options_left(conn, event.id, &form).await?,
            form,
            days: (event.starts_on, event.ends_on),
            files: true,
        };
        Ok((facts, agenda))
    }
}

async fn remote_links(
    conn: &mut Conn,
    event: EventId,
) -> Result<HashMap<SessionId, Vec<RemoteLink>>, StoreError> {
    let rows: Vec<(Uuid, Value)> = session::table
        .filter(session::event_id.eq(event.0))
        .filter(session::links.ne(Value::Array(Vec::new())))
        .select((session::id, session::links))
        .load(conn)
        .await?;
    rows.into_iter().map(|(id, links)| Ok((id.into(), from_json("session", links)?))).collect()
}

type SummaryRow = (i32, String, At, Option<String>, Value, i32, bool);

async fn summaries(conn: &mut Conn, event: EventId) -> Result<Vec<ReleaseSummary>, StoreError> {
    let rows: Vec<SummaryRow> = release::table
        .left_join(account::table.on(release::released_by.eq(account::id.nullable())))
        .filter(release::event_id.eq(event.0))
        .order(release::number.desc())
        .select((
            release::number,
            release::comment,
            release::released_at,
            account::name.nullable(),
            release::changes,
            release::letters,
            release::quiet,
        ))
        .load(conn)
        .await?;
    let summary = |(number, comment, released_at, by, changes, letters, quiet): SummaryRow| {
        Ok(ReleaseSummary {
            number,
            comment,
            released_at: released_at.into(),
            released_by: by.unwrap_or_default(),
            changes: from_json("release", changes)?,
            letters,
            quiet,
        })
    };
    rows.into_iter().map(summary).collect()
}

//! What organisers keep beside registrations: the card of one, and what stands around the list of all.

use crate::columns::{code, from_json, local_text};
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::attention::attention_counts;
use crate::reads::registrations::sees_desk;
use crate::schema::{account, registration, registration_tag, saved_view, session};
use crate::store::Store;
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::{Array, Jsonb, Text};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::ids::{EventId, NoteId, RegistrationId, SessionId, ViewId};
use plenary_domain::registration::{Attention, Origin, Tag};
use plenary_domain::{Actor, LocalText};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// A note of an organiser.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NoteRow {
    pub id: NoteId,
    pub text: String,
    /// The name of the account when the note was written.
    pub author: String,
    pub written_at: Timestamp,
}

/// What organisers keep beside one registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskCard {
    pub origin: Origin,
    /// The organiser who entered it; empty for the delegate and the program.
    pub entered_by: String,
    pub tags: Vec<Tag>,
    /// The newest first.
    pub notes: Vec<NoteRow>,
}

/// A view of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewRow {
    pub id: ViewId,
    pub name: String,
    pub query: String,
    pub shared: bool,
    pub mine: bool,
    /// Who made it.
    pub by: String,
}

/// What stands around the list of registrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskLists {
    /// With how many have each, the most frequent first; no more than [`TAGS`].
    pub tags: Vec<(Tag, i64)>,
    /// One's own and the shared ones, by name.
    pub views: Vec<ViewRow>,
    /// Sessions that one signs up for, by time.
    pub sessions: Vec<(SessionId, LocalText)>,
    pub attention: Vec<(Attention, i64)>,
    /// How many registrations wait for an organiser at all.
    pub waiting: i64,
}

/// The most tags to choose from: beyond that, nobody reads them.
const TAGS: i64 = 200;

impl Store {
    /// The card of one registration, in one statement.
    pub async fn desk_card(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
    ) -> Result<DeskCard, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| card(conn, event, id).boxed()).await
    }

    pub async fn desk_lists(
        &self,
        actor: &Actor,
        event: EventId,
        now: Timestamp,
    ) -> Result<DeskLists, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| lists(conn, actor, event, now).boxed()).await
    }

    /// One's own views and the shared ones.
    pub async fn views(&self, actor: &Actor, event: EventId) -> Result<Vec<ViewRow>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| views(conn, actor, event).boxed()).await
    }

    /// The tags of an event, to choose from.
    pub async fn tags(&self, actor: &Actor, event: EventId) -> Result<Vec<(Tag, i64)>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| tags(conn, event).boxed()).await
    }
}

/// The tags of the registration that a query looks at.
pub(crate) const TAGS_OF: &str = "ARRAY(SELECT t.tag FROM registration_tag AS t
    WHERE t.event_id = registration.event_id AND t.registration_id = registration.id ORDER BY t.tag)";

pub(crate) fn tags_read(words: &[String]) -> Result<Vec<Tag>, StoreError> {
    words.iter().map(|word| code("registration_tag", word, |word| Tag::parse(word).ok())).collect()
}

/// The notes of the registration that a query looks at, the newest first.
const NOTES_OF: &str = "(SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', n.id, 'text', n.text, 'author', n.author, 'written_at', n.written_at)
    ORDER BY n.written_at DESC, n.id DESC), '[]')
    FROM note AS n WHERE n.event_id = registration.event_id AND n.registration_id = registration.id)";

async fn card(conn: &mut Conn, event: EventId, id: RegistrationId) -> Result<DeskCard, StoreError> {
    let (origin, entered_by, words, notes): (String, Option<String>, Vec<String>, Value) =
        registration::table
            .left_join(account::table.on(registration::entered_by.eq(account::id.nullable())))
            .filter(registration::event_id.eq(event.0))
            .filter(registration::id.eq(id.0))
            .select((
                registration::origin,
                account::name.nullable(),
                sql::<Array<Text>>(TAGS_OF),
                sql::<Jsonb>(NOTES_OF),
            ))
            .first(conn)
            .await?;
    Ok(DeskCard {
        origin: code("registration", &origin, Origin::parse)?,
        entered_by: entered_by.unwrap_or_default(),
        tags: tags_read(&words)?,
        notes: from_json("note", notes)?,
    })
}

async fn lists(
    conn: &mut Conn,
    actor: &Actor,
    event: EventId,
    now: Timestamp,
) -> Result<DeskLists, StoreError> {
    let (attention, waiting) = attention_counts(conn, event, now).await?;
    Ok(DeskLists {
        tags: tags(conn, event).await?,
        views: views(conn, actor, event).await?,
        sessions: sessions(conn, event).await?,
        attention,
        waiting,
    })
}

async fn tags(conn: &mut Conn, event: EventId) -> Result<Vec<(Tag, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = registration_tag::table
        .filter(registration_tag::event_id.eq(event.0))
        .group_by(registration_tag::tag)
        .order((count_star().desc(), registration_tag::tag.asc()))
        .limit(TAGS)
        .select((registration_tag::tag, count_star()))
        .load(conn)
        .await?;
    let (words, counts): (Vec<String>, Vec<i64>) = rows.into_iter().unzip();
    Ok(tags_read(&words)?.into_iter().zip(counts).collect())
}

async fn views(conn: &mut Conn, actor: &Actor, event: EventId) -> Result<Vec<ViewRow>, StoreError> {
    let me = actor.account().map(|account| account.id.0);
    let rows: Vec<(Uuid, Uuid, String, String, bool, String)> = saved_view::table
        .inner_join(account::table.on(saved_view::account_id.eq(account::id)))
        .filter(saved_view::event_id.eq(event.0))
        .filter(saved_view::shared.or(saved_view::account_id.nullable().eq(me).assume_not_null()))
        .order((saved_view::name.asc(), saved_view::id.asc()))
        .select((
            saved_view::id,
            saved_view::account_id,
            saved_view::name,
            saved_view::query,
            saved_view::shared,
            account::name,
        ))
        .load(conn)
        .await?;
    let row = |(id, account, name, query, shared, by): (Uuid, Uuid, String, String, bool, String)| ViewRow {
        id: id.into(),
        name,
        query,
        shared,
        mine: Some(account) == me,
        by,
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn sessions(conn: &mut Conn, event: EventId) -> Result<Vec<(SessionId, LocalText)>, StoreError> {
    let rows: Vec<(Uuid, Value)> = session::table
        .filter(session::event_id.eq(event.0))
        .filter(session::sign_up)
        .order((session::day.asc().nulls_last(), session::starts.asc(), session::number.asc()))
        .select((session::id, session::title))
        .load(conn)
        .await?;
    rows.into_iter().map(|(id, title)| Ok((id.into(), local_text("session", title)?))).collect()
}

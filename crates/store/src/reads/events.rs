//! Events and their places.

use crate::error::StoreError;
use crate::schema::{account_role, event};
use crate::store::Store;
use crate::tables::events::{EventRow, event_get};
use crate::tables::places::places_count;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::ids::EventId;
use plenary_domain::policy::{Action, may};
use plenary_domain::registration::Pool;
use plenary_domain::{Actor, Event};
use uuid::Uuid;

/// Places at an event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places {
    pub total: i64,
    pub taken: i64,
}

impl Store {
    /// An event by its address, hidden or not: whether it may be seen is asked of the policy.
    pub async fn event_by_slug(&self, slug: &str) -> Result<Event, StoreError> {
        self.read(|conn, _| {
            async move {
                let query = event::table.filter(event::slug.eq(slug)).select(EventRow::as_select());
                query.first(conn).await?.into_event()
            }
            .boxed()
        })
        .await
    }

    pub async fn event(&self, id: EventId) -> Result<Event, StoreError> {
        self.read(|conn, _| event_get(conn, id).boxed()).await
    }

    /// Events for everybody, by their first day.
    pub async fn public_events(&self) -> Result<Vec<Event>, StoreError> {
        self.read(|conn, _| {
            async move {
                let rows: Vec<EventRow> = event::table
                    .filter(event::public)
                    .order((event::starts_on, event::slug))
                    .select(EventRow::as_select())
                    .load(conn)
                    .await?;
                rows.into_iter().map(EventRow::into_event).collect()
            }
            .boxed()
        })
        .await
    }

    /// Events where the actor has a role; all of them for administrators.
    pub async fn events_for(&self, actor: &Actor) -> Result<Vec<Event>, StoreError> {
        self.read(|conn, _| {
            async move {
                let mut query = event::table
                    .order((event::starts_on, event::slug))
                    .select(EventRow::as_select())
                    .into_boxed();
                if !may(actor, Action::Administer) {
                    let account = actor.account().map_or(Uuid::nil(), |account| account.id.0);
                    let mine = account_role::table
                        .filter(account_role::account_id.eq(account))
                        .select(account_role::event_id);
                    query = query.filter(event::id.eq_any(mine));
                }
                let rows: Vec<EventRow> = query.load(conn).await?;
                rows.into_iter().map(EventRow::into_event).collect()
            }
            .boxed()
        })
        .await
    }

    pub async fn event_places(&self, event: EventId) -> Result<Places, StoreError> {
        self.read(|conn, _| {
            async move {
                let (total, taken) = places_count(conn, event, Pool::Event).await?;
                Ok(Places { total, taken })
            }
            .boxed()
        })
        .await
    }
}

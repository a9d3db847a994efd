//! The audit trail: one row for each change of state, in its transaction.
//!
//! Names of delegates are not written here, because the rows can't be taken back: the reference is, and the lists
//! look the name up while it is there. What a delegate changes in the answers is written as old and new, because
//! that is what the trail is for.

use crate::act::Act;
use crate::columns::At;
use crate::connection::Conn;
use crate::schema::audit;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::ids::EventId;
use serde_json::Value;
use uuid::Uuid;

/// What was done to what.
pub(crate) struct Entry {
    pub(crate) event: Option<EventId>,
    pub(crate) action: &'static str,
    pub(crate) subject: (&'static str, Option<Uuid>),
    pub(crate) detail: Value,
}

impl Entry {
    pub(crate) fn new(event: EventId, action: &'static str, kind: &'static str, id: impl Into<Uuid>) -> Self {
        Self { event: Some(event), action, subject: (kind, Some(id.into())), detail: serde_json::json!({}) }
    }

    pub(crate) fn detail(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}

pub(crate) async fn audit_insert(conn: &Conn, act: &Act, entry: Entry) -> QueryResult<usize> {
    audit_insert_as(conn, &act.actor, act.now, entry).await
}

pub(crate) async fn audit_insert_as(
    mut conn: &Conn,
    actor: &Actor,
    now: Timestamp,
    entry: Entry,
) -> QueryResult<usize> {
    let (kind, id, name) = match actor {
        Actor::Nobody => ("visitor", None, ""),
        Actor::Delegate(id) => ("delegate", Some(id.0), ""),
        Actor::Speaker(id) => ("speaker", Some(id.0), ""),
        Actor::Account(account) => ("account", Some(account.id.0), account.name.as_str()),
        Actor::System => ("system", None, ""),
    };
    diesel::insert_into(audit::table)
        .values((
            audit::event_id.eq(entry.event.map(Uuid::from)),
            audit::at.eq(At(now)),
            audit::actor_kind.eq(kind),
            audit::actor_id.eq(id),
            audit::actor_name.eq(name),
            audit::action.eq(entry.action),
            audit::subject_kind.eq(entry.subject.0),
            audit::subject_id.eq(entry.subject.1),
            audit::detail.eq(entry.detail),
        ))
        .execute(&mut conn)
        .await
}

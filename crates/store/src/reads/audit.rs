//! The audit trail as the desk shows it. Names of delegates are not in the rows: they are looked up, and gone when
//! the registration is gone.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::filter::{PAGE, pages};
use crate::reads::registrations::sees_desk;
use crate::schema::{audit, registration};
use crate::store::Store;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::ids::EventId;
use serde_json::Value;
use uuid::Uuid;

/// One change of state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub id: i64,
    pub at: Timestamp,
    /// `visitor`, `delegate`, `account` or `system`.
    pub actor_kind: String,
    /// Of the account; empty for others.
    pub actor_name: String,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: Option<Uuid>,
    /// `{"name": …}`, `{"changes": {"field": ["old", "new"]}}`, `{"reason": …}` or several of these.
    pub detail: Value,
}

/// One page of the audit trail, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditList {
    pub rows: Vec<AuditRow>,
    pub total: i64,
    pub page: i64,
    pub pages: i64,
}

impl Store {
    pub async fn audit(&self, actor: &Actor, event: EventId, page: i64) -> Result<AuditList, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| list(conn, event, page).boxed()).await
    }

    /// What happened to one thing, the newest first.
    pub async fn history(
        &self,
        actor: &Actor,
        event: EventId,
        subject: Uuid,
    ) -> Result<Vec<AuditRow>, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| rows(conn, event, Some(subject), (0, HISTORY)).boxed()).await
    }
}

/// More than anybody reads about one thing.
const HISTORY: i64 = 200;

async fn list(conn: &mut Conn, event: EventId, page: i64) -> Result<AuditList, StoreError> {
    let total: i64 = audit::table.filter(audit::event_id.eq(event.0)).count().get_result(conn).await?;
    let pages = pages(total);
    let page = page.clamp(1, pages);
    let rows = rows(conn, event, None, ((page - 1) * PAGE, PAGE)).await?;
    Ok(AuditList { rows, total, page, pages })
}

/// The newest rows of an event, of all things or of one.
pub(crate) async fn rows(
    conn: &mut Conn,
    event: EventId,
    subject: Option<Uuid>,
    (offset, limit): (i64, i64),
) -> Result<Vec<AuditRow>, StoreError> {
    let mut query = audit::table
        .left_join(
            registration::table.on(registration::event_id
                .nullable()
                .eq(audit::event_id)
                .and(registration::id.nullable().eq(audit::subject_id))),
        )
        .filter(audit::event_id.eq(event.0))
        .order(audit::id.desc())
        .offset(offset)
        .limit(limit)
        .select((
            (audit::id, audit::at, audit::actor_kind, audit::actor_name),
            (audit::action, audit::subject_kind, audit::subject_id, audit::detail),
            registration::name.nullable(),
        ))
        .into_boxed();
    if let Some(subject) = subject {
        query = query.filter(audit::subject_id.eq(subject));
    }
    let found: Vec<Columns> = query.load(conn).await?;
    Ok(found.into_iter().map(into_row).collect())
}

type Who = (i64, At, String, String);
type What = (String, String, Option<Uuid>, Value);
type Columns = (Who, What, Option<String>);

fn into_row((who, what, name): Columns) -> AuditRow {
    let (id, at, actor_kind, actor_name) = who;
    let (action, subject_kind, subject_id, mut detail) = what;
    if let (Some(name), Some(map)) = (name, detail.as_object_mut()) {
        map.insert("name".to_owned(), name.into());
    }
    AuditRow { id, at: at.into(), actor_kind, actor_name, action, subject_kind, subject_id, detail }
}

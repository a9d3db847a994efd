//! Registrations for a file: all that fit a filter, in batches, so that memory does not grow with their number.
//!
//! Each batch begins behind the last registration of the one before (a keyset), so that the last batch is as quick as the
//! first and no transaction stays open while somebody with a slow line downloads. Somebody who is moved in the order
//! meanwhile, by a new family name for instance, may be missed or come twice; a table that changes hourly can bear it.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::filter::{after, filtered, ordered};
use crate::reads::registrations::{RegistrationFilter, Sort, sees_desk};
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::answers::registrations_open;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::registrations::{RegistrationData, registrations_complete};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::policy::{Action, may};
use plenary_domain::registration::{Registration, StateCode, Status, Tag, TypeCode};
use plenary_domain::{Actor, Lang};
use serde_json::json;

/// Registrations of one batch.
pub const EXPORT_BATCH: usize = 500;

/// What leaves the house, for the audit trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportNote {
    pub format: &'static str,
    pub language: Lang,
    pub columns: Vec<String>,
    /// Some of the columns are protected: only for those who run the event.
    pub protected: bool,
}

impl Store {
    /// Begins an export: how many fit. Writes an audit row, because personal data leaves the house.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an actor who may not see the desk, or asks for protected columns without running the
    /// event.
    pub async fn begin_export(
        &self,
        act: Act,
        event: EventId,
        filter: &RegistrationFilter,
        note: &ExportNote,
    ) -> Result<i64, StoreError> {
        sees_desk(&act.actor, event)?;
        if note.protected && !act.may(Action::RunEvent(event)) {
            return Err(StoreError::NotFound);
        }
        self.tx(|conn, _| begin(conn, &act, event, filter, note).boxed()).await
    }

    /// How many an export would hold.
    pub async fn export_size(
        &self,
        actor: &Actor,
        event: EventId,
        filter: &RegistrationFilter,
    ) -> Result<i64, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| size(conn, event, filter).boxed()).await
    }

    /// The next batch, behind `last`; fewer than [`EXPORT_BATCH`] are the last ones. Opened, it has what is sealed, for
    /// whoever runs the event and has begun the export with such columns.
    pub async fn export_batch(
        &self,
        actor: &Actor,
        event: EventId,
        filter: &RegistrationFilter,
        (last, open): (Option<RegistrationId>, bool),
    ) -> Result<Vec<Registration>, StoreError> {
        sees_desk(actor, event)?;
        if open && !may(actor, Action::RunEvent(event)) {
            return Err(StoreError::NotFound);
        }
        let keys = self.sealer();
        self.read(|conn, _| batch(conn, keys, event, filter, (last, open)).boxed()).await
    }
}

async fn size(conn: &mut Conn, event: EventId, filter: &RegistrationFilter) -> Result<i64, StoreError> {
    Ok(filtered(event, filter).count().get_result(conn).await?)
}

async fn begin(
    conn: &mut Conn,
    act: &Act,
    event: EventId,
    filter: &RegistrationFilter,
    note: &ExportNote,
) -> Result<i64, StoreError> {
    let count = size(conn, event, filter).await?;
    // What was searched for may be a name, which has no place in rows that nobody can take back.
    let detail = json!({
        "registrations": count,
        "format": note.format,
        "language": note.language.code(),
        "columns": note.columns,
        "status": filter.status.map(Status::code),
        "type": filter.representation_type.as_ref().map(TypeCode::as_str),
        "state": filter.state.as_ref().map(|state| StateCode::as_str(*state)),
        "session": filter.session.map(|session| session.to_string()),
        "tag": filter.tag.as_ref().map(Tag::as_str),
        "attention": filter.attention.iter().map(|of| of.code()).collect::<Vec<_>>(),
        "searched": !filter.query.trim().is_empty(),
    });
    audit_insert(conn, act, Entry::new(event, "export", "event", event).detail(detail)).await?;
    Ok(count)
}

async fn batch(
    conn: &mut Conn,
    keys: Option<&Sealer>,
    event: EventId,
    filter: &RegistrationFilter,
    (last, open): (Option<RegistrationId>, bool),
) -> Result<Vec<Registration>, StoreError> {
    // What waits changes while a file is made, and a table is sorted by whoever reads it.
    let by_time = RegistrationFilter { sort: Sort::SubmittedAsc, ..filter.clone() };
    let filter = if filter.sort == Sort::Attention { &by_time } else { filter };
    let mut query = filtered(event, filter);
    if let Some(last) = last {
        query = after(query, event, filter, last);
    }
    let limit = i64::try_from(EXPORT_BATCH).unwrap_or(i64::MAX);
    let rows: Vec<RegistrationData> =
        ordered(query, event, filter).limit(limit).select(RegistrationData::as_select()).load(conn).await?;
    let mut batch = registrations_complete(conn, event, rows).await?;
    if open {
        registrations_open(conn, keys, event, &mut batch).await?;
    }
    Ok(batch)
}

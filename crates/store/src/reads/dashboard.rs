//! The desk's first page: figures that answer "what waits for me" and "how many are coming".
//!
//! Days are those of the event's zone. They are made here out of quarters of an hour, because jiff and PostgreSQL
//! may know different time-zone tables (Almaty changed in 2024), and all zones differ by quarters of an hour.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::audit::{self, AuditRow};
use crate::reads::events::Places;
use crate::reads::registrations::{sees_desk, status_counts};
use crate::schema::{outbox, registration};
use crate::store::Store;
use crate::tables::changes::change_requests_waiting;
use crate::tables::events::event_get;
use crate::tables::places::places_count;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use jiff::civil::Date;
use plenary_domain::Actor;
use plenary_domain::event::Event;
use plenary_domain::ids::EventId;
use plenary_domain::letter::LetterState;
use plenary_domain::registration::Pool;
use plenary_domain::registration::{StateCode, Status, TypeCode};
use std::collections::{BTreeMap, HashMap};

/// Registrations that were sent on one day of the event's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    pub day: Date,
    pub submitted: i64,
    /// How many of those are confirmed today.
    pub confirmed: i64,
}

/// Figures of the desk's first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dashboard {
    /// Changes of answers that delegates ask for.
    pub changes_waiting: i64,
    pub waiting_for_decision: i64,
    pub oldest_waiting: Option<Timestamp>,
    pub places: Places,
    /// Every status, also those with none.
    pub counts: Vec<(Status, i64)>,
    /// By day, without gaps being filled.
    pub per_day: Vec<DayCount>,
    /// Of active registrations, the largest first.
    pub by_type: Vec<(TypeCode, i64)>,
    /// Of active registrations, the largest first.
    pub by_state: Vec<(StateCode, i64)>,
    pub letters_queued: i64,
    pub letters_failed: i64,
    /// The last ten.
    pub latest: Vec<AuditRow>,
}

impl Store {
    pub async fn dashboard(&self, actor: &Actor, event: EventId) -> Result<Dashboard, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| dashboard(conn, event).boxed()).await
    }

    /// Places, and registrations that wait for a decision, of each of these events.
    pub async fn waiting_by_event(
        &self,
        actor: &Actor,
        events: &[EventId],
    ) -> Result<HashMap<EventId, (Places, i64)>, StoreError> {
        events.iter().try_for_each(|event| sees_desk(actor, *event))?;
        let ids: Vec<uuid::Uuid> = events.iter().map(|event| event.0).collect();
        self.read(|conn, _| waiting_by_event(conn, ids.clone()).boxed()).await
    }
}

#[derive(QueryableByName)]
struct WaitingRow {
    #[diesel(sql_type = SqlUuid)]
    event: uuid::Uuid,
    #[diesel(sql_type = BigInt)]
    total: i64,
    #[diesel(sql_type = BigInt)]
    taken: i64,
    #[diesel(sql_type = BigInt)]
    waiting: i64,
}

async fn waiting_by_event(
    conn: &mut Conn,
    ids: Vec<uuid::Uuid>,
) -> Result<HashMap<EventId, (Places, i64)>, StoreError> {
    let rows: Vec<WaitingRow> = diesel::sql_query(
        "SELECT e.id AS event, count(p.id) FILTER (WHERE NOT p.extra) AS total, count(p.registration_id) AS taken,
            (SELECT count(*) FROM registration r WHERE r.event_id = e.id AND r.status = 'submitted') AS waiting
        FROM event e LEFT JOIN place p ON p.pool_id = e.id
        WHERE e.id = ANY($1) GROUP BY e.id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let line =
        |row: WaitingRow| (EventId(row.event), (Places { total: row.total, taken: row.taken }, row.waiting));
    Ok(rows.into_iter().map(line).collect())
}

async fn dashboard(conn: &mut Conn, id: EventId) -> Result<Dashboard, StoreError> {
    let event = event_get(conn, id).await?;
    let (total, taken) = places_count(conn, id, Pool::Event).await?;
    let counts = status_counts(conn, id).await?;
    let waiting_for_decision =
        counts.iter().find(|(status, _)| *status == Status::Submitted).map_or(0, |(_, count)| *count);
    let oldest: Option<At> = registration::table
        .filter(registration::event_id.eq(id.0))
        .filter(registration::status.eq(Status::Submitted.code()))
        .select(diesel::dsl::min(registration::status_since))
        .first(conn)
        .await?;
    let (by_type, by_state) = active_counts(conn, id).await?;
    let (letters_queued, letters_failed) = letter_counts(conn, id).await?;
    Ok(Dashboard {
        changes_waiting: change_requests_waiting(conn, id).await?,
        waiting_for_decision,
        oldest_waiting: oldest.map(Into::into),
        places: Places { total, taken },
        counts,
        per_day: per_day(conn, &event).await?,
        by_type,
        by_state,
        letters_queued,
        letters_failed,
        latest: audit::rows(conn, id, None, (0, 10)).await?,
    })
}

#[derive(QueryableByName)]
struct QuarterRow {
    #[diesel(sql_type = Timestamptz)]
    quarter: At,
    #[diesel(sql_type = BigInt)]
    submitted: i64,
    #[diesel(sql_type = BigInt)]
    confirmed: i64,
}

async fn per_day(conn: &mut Conn, event: &Event) -> Result<Vec<DayCount>, StoreError> {
    let rows: Vec<QuarterRow> = diesel::sql_query(
        "SELECT date_bin('15 minutes', submitted_at, 'epoch') AS quarter, count(*) AS submitted,
            count(*) FILTER (WHERE status = 'confirmed') AS confirmed
        FROM registration WHERE event_id = $1 GROUP BY 1",
    )
    .bind::<SqlUuid, _>(event.id.0)
    .load(conn)
    .await?;
    let zone = event.zone();
    let mut days: BTreeMap<Date, DayCount> = BTreeMap::new();
    for row in rows {
        let day = Timestamp::from(row.quarter).to_zoned_datetime(zone.clone()).date();
        let count = days.entry(day).or_insert(DayCount { day, submitted: 0, confirmed: 0 });
        count.submitted += row.submitted;
        count.confirmed += row.confirmed;
    }
    Ok(days.into_values().collect())
}

type ActiveCounts = (Vec<(TypeCode, i64)>, Vec<(StateCode, i64)>);

/// Active registrations by type and by State, in one query over the pairs of both.
async fn active_counts(conn: &mut Conn, event: EventId) -> Result<ActiveCounts, StoreError> {
    let active = Status::ALL.into_iter().filter(|status| status.is_active()).map(Status::code);
    let rows: Vec<(String, Option<String>, i64)> = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::status.eq_any(active.collect::<Vec<_>>()))
        .group_by((registration::representation_type, registration::state))
        .select((registration::representation_type, registration::state, diesel::dsl::count_star()))
        .load(conn)
        .await?;
    let mut types: BTreeMap<TypeCode, i64> = BTreeMap::new();
    let mut states: BTreeMap<StateCode, i64> = BTreeMap::new();
    for (kind, state, count) in rows {
        *types.entry(crate::columns::code("registration", &kind, TypeCode::parse)?).or_default() += count;
        if let Some(state) = state {
            *states.entry(crate::columns::code("registration", &state, StateCode::parse)?).or_default() +=
                count;
        }
    }
    Ok((largest_first(types), largest_first(states)))
}

fn largest_first<T>(counts: BTreeMap<T, i64>) -> Vec<(T, i64)> {
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    sorted
}

async fn letter_counts(conn: &mut Conn, event: EventId) -> Result<(i64, i64), StoreError> {
    let open = [LetterState::Queued, LetterState::Failed].map(LetterState::code);
    let rows: Vec<(String, i64)> = outbox::table
        .filter(outbox::event_id.eq(event.0))
        .filter(outbox::state.eq_any(open))
        .group_by(outbox::state)
        .select((outbox::state, diesel::dsl::count_star()))
        .load(conn)
        .await?;
    let count =
        |state: LetterState| rows.iter().find(|(code, _)| code == state.code()).map_or(0, |(_, n)| *n);
    Ok((count(LetterState::Queued), count(LetterState::Failed)))
}

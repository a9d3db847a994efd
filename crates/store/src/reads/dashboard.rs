//! The desk's first page: figures that answer "what waits for me" and "how many are coming".
//!
//! Days are those of the event's zone. PostgreSQL makes them out of quarters of an hour, but jiff tells it how far the
//! zone is ahead of UTC: the two may know different time-zone tables (Almaty changed in 2024), and all zones differ
//! by quarters of an hour.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::audit::{self, AuditRow};
use crate::reads::events::Places;
use crate::reads::registrations::sees_desk;
use crate::schema::registration;
use crate::store::Store;
use crate::tables::changes::change_requests_waiting;
use crate::tables::events::event_get;
use crate::tables::tally::{DayRow, Tally, tally_by_day, tally_of, tally_of_each};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::Timestamp;
use jiff::civil::Date;
use plenary_domain::Actor;
use plenary_domain::event::Event;
use plenary_domain::ids::EventId;
use plenary_domain::letter::LATE_AFTER;
use plenary_domain::registration::{StateCode, Status, TypeCode};
use std::collections::HashMap;

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
    /// That may still leave.
    pub letters_queued: i64,
    /// Of those, due for so long that something must be wrong.
    pub letters_late: i64,
    pub letters_failed: i64,
    /// That came back, and that nobody has looked after.
    pub letters_bounced: i64,
    /// An organiser holds them back.
    pub letters_paused: bool,
    /// The last ten.
    pub latest: Vec<AuditRow>,
}

impl Store {
    pub async fn dashboard(
        &self,
        actor: &Actor,
        event: EventId,
        now: Timestamp,
    ) -> Result<Dashboard, StoreError> {
        sees_desk(actor, event)?;
        self.read(|conn, _| dashboard(conn, event, now).boxed()).await
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

async fn waiting_by_event(
    conn: &mut Conn,
    ids: Vec<uuid::Uuid>,
) -> Result<HashMap<EventId, (Places, i64)>, StoreError> {
    let found = tally_of_each(conn, ids.clone()).await?;
    let nothing = Tally::default();
    let line = |id: uuid::Uuid| {
        let tally = found.get(&EventId(id)).unwrap_or(&nothing);
        (EventId(id), (places(tally), tally.registrations(Some(Status::Submitted))))
    };
    Ok(ids.into_iter().map(line).collect())
}

fn places(tally: &Tally) -> Places {
    let (total, taken) = tally.places();
    Places { total, taken }
}

async fn dashboard(conn: &mut Conn, id: EventId, now: Timestamp) -> Result<Dashboard, StoreError> {
    let event = event_get(conn, id).await?;
    let tally = tally_of(conn, id).await?;
    let oldest: Option<At> = registration::table
        .filter(registration::event_id.eq(id.0))
        .filter(registration::status.eq(Status::Submitted.code()))
        .select(diesel::dsl::min(registration::status_since))
        .first(conn)
        .await?;
    let letters = letter_counts(conn, id, now).await?;
    Ok(Dashboard {
        changes_waiting: change_requests_waiting(conn, id).await?,
        waiting_for_decision: tally.registrations(Some(Status::Submitted)),
        oldest_waiting: oldest.map(Into::into),
        places: places(&tally),
        counts: tally.statuses(),
        per_day: per_day(conn, &event).await?,
        by_type: tally.active_types()?,
        by_state: tally.active_states()?,
        letters_queued: letters.queued,
        letters_late: if letters.paused { 0 } else { letters.late },
        letters_failed: letters.failed,
        letters_bounced: letters.bounced,
        letters_paused: letters.paused,
        latest: audit::rows(conn, id, None, (0, 10)).await?,
    })
}

async fn per_day(conn: &mut Conn, event: &Event) -> Result<Vec<DayCount>, StoreError> {
    let count = |row: DayRow| {
        let since = jiff::Span::new().try_days(row.day).ok()?;
        let day = jiff::civil::date(1970, 1, 1).checked_add(since).ok()?;
        Some(DayCount { day, submitted: row.submitted, confirmed: row.confirmed })
    };
    Ok(tally_by_day(conn, event.id, offsets(event)).await?.into_iter().filter_map(count).collect())
}

/// How far the zone of the event is ahead of UTC, in the years around it: when that changed, and to what.
fn offsets(event: &Event) -> (Vec<i64>, Vec<i64>) {
    let zone = event.zone();
    let moment = |years: i64| {
        let day = event.starts_on.saturating_add(jiff::Span::new().years(years));
        day.at(0, 0, 0, 0)
            .to_zoned_datetime(jiff::tz::TimeZone::UTC)
            .map(|at| at.timestamp())
            .unwrap_or_default()
    };
    let (first, last) = (moment(-YEARS_BEFORE), moment(1));
    let mut starts = Vec::new();
    let mut offsets = vec![i64::from(zone.to_offset(first).seconds())];
    for change in zone.following(first).take_while(|change| change.timestamp() < last) {
        starts.push(change.timestamp().as_second());
        offsets.push(i64::from(change.offset().seconds()));
    }
    (starts, offsets)
}

/// Nobody registers earlier than that.
const YEARS_BEFORE: i64 = 5;

#[derive(QueryableByName)]
struct LetterCounts {
    #[diesel(sql_type = BigInt)]
    queued: i64,
    #[diesel(sql_type = BigInt)]
    late: i64,
    #[diesel(sql_type = BigInt)]
    failed: i64,
    #[diesel(sql_type = BigInt)]
    bounced: i64,
    #[diesel(sql_type = Bool)]
    paused: bool,
}

async fn letter_counts(conn: &mut Conn, event: EventId, now: Timestamp) -> QueryResult<LetterCounts> {
    let late = now.checked_sub(LATE_AFTER).unwrap_or(now);
    diesel::sql_query(
        "SELECT count(*) FILTER (WHERE state = 'queued') AS queued,
            count(*) FILTER (WHERE state = 'queued' AND (due_at < $2 OR attempts > 0 AND queued_at < $2)) AS late,
            count(*) FILTER (WHERE state = 'failed') AS failed,
            count(*) FILTER (WHERE state = 'bounced' AND settled_at IS NULL) AS bounced,
            EXISTS (SELECT FROM letter_pause WHERE event_id = $1) AS paused
        FROM outbox WHERE event_id = $1 AND state <> 'sent'",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Timestamptz, _>(At(late))
    .get_result(conn)
    .await
}

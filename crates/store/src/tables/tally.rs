//! Figures that are kept instead of counted: the sums of the table `tally`, which triggers keep in the transaction
//! of every change. Reading them takes as long for 100,000 registrations as for 1,000.

use crate::columns::code;
use crate::connection::Conn;
use crate::error::StoreError;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use plenary_domain::ids::EventId;
use plenary_domain::registration::{StateCode, Status, TypeCode};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    event_id: Uuid,
    #[diesel(sql_type = Text)]
    what: String,
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// The figures of one event, apart from those by time.
#[derive(Default)]
pub(crate) struct Tally(Vec<Row>);

/// Places: how many there are, and how many of them are taken.
pub(crate) type Taken = (i64, i64);

pub(crate) async fn tally_of(conn: &mut Conn, event: EventId) -> QueryResult<Tally> {
    Ok(tally_of_each(conn, vec![event.0]).await?.remove(&event).unwrap_or_default())
}

/// Of several events in one query; an event where nothing was ever counted is absent.
pub(crate) async fn tally_of_each(
    conn: &mut Conn,
    events: Vec<Uuid>,
) -> QueryResult<BTreeMap<EventId, Tally>> {
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT event_id, what, key, status, sum(n)::bigint AS n FROM tally
        WHERE event_id = ANY($1) AND what IN ('registration', 'type', 'state', 'place')
        GROUP BY event_id, what, key, status",
    )
    .bind::<Array<SqlUuid>, _>(events)
    .load(conn)
    .await?;
    let mut found: BTreeMap<EventId, Tally> = BTreeMap::new();
    for row in rows {
        found.entry(row.event_id.into()).or_default().0.push(row);
    }
    Ok(found)
}

impl Tally {
    fn rows<'a>(&'a self, what: &'a str) -> impl Iterator<Item = &'a Row> {
        self.0.iter().filter(move |row| row.what == what)
    }

    /// Registrations of each status, none left out.
    pub(crate) fn statuses(&self) -> Vec<(Status, i64)> {
        Status::ALL.map(|status| (status, self.registrations(Some(status)))).to_vec()
    }

    /// Registrations of one status, or of all.
    pub(crate) fn registrations(&self, status: Option<Status>) -> i64 {
        self.sum("registration", "", status)
    }

    pub(crate) fn of_type(&self, kind: &TypeCode, status: Option<Status>) -> i64 {
        self.sum("type", kind.as_str(), status)
    }

    pub(crate) fn of_state(&self, state: StateCode, status: Option<Status>) -> i64 {
        self.sum("state", state.as_str(), status)
    }

    fn sum(&self, what: &str, key: &str, status: Option<Status>) -> i64 {
        let wanted = |row: &&Row| row.key == key && status.is_none_or(|status| row.status == status.code());
        self.rows(what).filter(wanted).map(|row| row.n).sum()
    }

    /// Active registrations by type.
    pub(crate) fn active_types(&self) -> Result<Vec<(TypeCode, i64)>, StoreError> {
        self.active("type", TypeCode::parse)
    }

    /// Active registrations by State.
    pub(crate) fn active_states(&self) -> Result<Vec<(StateCode, i64)>, StoreError> {
        self.active("state", StateCode::parse)
    }

    fn active<T: Ord>(
        &self,
        what: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<(T, i64)>, StoreError> {
        let mut counts: BTreeMap<T, i64> = BTreeMap::new();
        for row in self.rows(what).filter(|row| Status::parse(&row.status).is_some_and(Status::is_active)) {
            *counts.entry(code("tally", &row.key, &parse)?).or_default() += row.n;
        }
        let mut sorted: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
        sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(sorted)
    }

    /// Places at the event.
    pub(crate) fn places(&self) -> Taken {
        self.rows("place").fold((0, 0), |found, row| with_places(found, &row.status, row.n))
    }
}

/// A place over the limit is taken, and does not make the limit larger.
fn with_places((total, taken): Taken, status: &str, n: i64) -> Taken {
    match status {
        "free" => (total + n, taken),
        "extra" => (total, taken + n),
        _ => (total + n, taken + n),
    }
}

/// What there are places of, besides the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scarce {
    Session,
    Type,
}

#[derive(QueryableByName)]
struct PlaceRow {
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Places of every session, or of every representation type, that has any.
pub(crate) async fn tally_places(
    conn: &mut Conn,
    event: EventId,
    of: Scarce,
) -> QueryResult<BTreeMap<Uuid, Taken>> {
    let what = match of {
        Scarce::Session => "seat",
        Scarce::Type => "type_place",
    };
    let rows: Vec<PlaceRow> = diesel::sql_query(
        "SELECT key, status, sum(n)::bigint AS n FROM tally WHERE event_id = $1 AND what = $2 GROUP BY key, status",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Text, _>(what)
    .load(conn)
    .await?;
    let mut found: BTreeMap<Uuid, Taken> = BTreeMap::new();
    for row in rows {
        if let Ok(pool) = row.key.parse() {
            let places = found.entry(pool).or_default();
            *places = with_places(*places, &row.status, row.n);
        }
    }
    found.retain(|_, (total, taken)| *total > 0 || *taken > 0);
    Ok(found)
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Registrations that an organiser has to decide about.
pub(crate) async fn tally_undecided(conn: &mut Conn, event: EventId) -> QueryResult<i64> {
    let row: CountRow = diesel::sql_query(
        "SELECT coalesce(sum(n), 0)::bigint AS n FROM tally
        WHERE event_id = $1 AND what = 'registration' AND key = '' AND status = $2",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Text, _>(Status::Submitted.code())
    .get_result(conn)
    .await?;
    Ok(row.n)
}

/// Registrations sent on one day of a zone.
#[derive(QueryableByName)]
pub(crate) struct DayRow {
    /// Days since 1970.
    #[diesel(sql_type = BigInt)]
    pub(crate) day: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) submitted: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) confirmed: i64,
}

/// By day. From each of `starts` (seconds since 1970) on, the zone is that many seconds ahead of UTC; `offsets` has
/// one more at its beginning, for the time before the first.
pub(crate) async fn tally_by_day(
    conn: &mut Conn,
    event: EventId,
    (starts, offsets): (Vec<i64>, Vec<i64>),
) -> QueryResult<Vec<DayRow>> {
    diesel::sql_query(
        "SELECT day, sum(n)::bigint AS submitted,
            coalesce(sum(n) FILTER (WHERE status = 'confirmed'), 0)::bigint AS confirmed
        FROM (SELECT status, n, (at + ($3::bigint[])[
                CASE WHEN cardinality($2::bigint[]) = 0 THEN 1 ELSE width_bucket(at, $2::bigint[]) + 1 END
            ]) / 86400 AS day
            FROM (SELECT status, n, key::bigint * 900 AS at FROM tally
                WHERE event_id = $1 AND what = 'quarter') AS quarters) AS days
        GROUP BY day HAVING sum(n) > 0 ORDER BY day",
    )
    .bind::<SqlUuid, _>(event.0)
    .bind::<Array<BigInt>, _>(starts)
    .bind::<Array<BigInt>, _>(offsets)
    .load(conn)
    .await
}

//! What waits for an organiser, as conditions of queries. Subqueries name no column of the row that is looked at, so that
//! PostgreSQL runs each once for a whole list; the event and the moment are written out, because both are ours.
//!
//! Whoever waits for a decision is found by the index of lists; who waits for anything else are few, and found from what
//! they wait for. So a page takes as long in an event of a hundred thousand as in one of a thousand.

use crate::columns::code;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::reads::filter::{Query, Side, backwards, beyond, filtered, ordered};
use crate::reads::registrations::{RegistrationFilter, Sort};
use crate::schema::registration;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text};
use diesel_async::RunQueryDsl;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::{Attention, DEADLINE_NEAR_HOURS};
use uuid::Uuid;

const UNDECIDED: &str = "registration.status = 'submitted' AND NOT registration.held";

/// True of registrations that wait for this; their table is called `registration`.
pub(crate) fn condition(of: Attention, event: EventId, now: Timestamp) -> String {
    let answered = format!(
        "(registration.id, registration.status_since) IN (SELECT a.subject_id, a.at FROM audit AS a
            WHERE a.event_id = '{event}' AND a.action = 'info_given')"
    );
    let undecided = UNDECIDED;
    match of {
        Attention::Decide => format!("({undecided} AND NOT {answered})"),
        Attention::Answered => format!("({undecided} AND {answered})"),
        Attention::Change => format!(
            "(registration.id IN (SELECT c.registration_id FROM change_request AS c
                WHERE c.event_id = '{event}' AND c.state = 'pending'))"
        ),
        Attention::Deadline => {
            let near = near(now);
            format!("(registration.answer_by IS NOT NULL AND registration.answer_by <= '{near}'::timestamptz)")
        }
        // Mended by any later letter to the same person that did not fail.
        Attention::Letter => format!(
            "(registration.id IN (SELECT o.registration_id FROM outbox AS o
                WHERE o.event_id = '{event}' AND o.state IN ('failed', 'bounced') AND o.settled_at IS NULL AND NOT EXISTS (SELECT FROM outbox AS later
                    WHERE later.event_id = o.event_id AND later.registration_id = o.registration_id
                        AND later.queued_at > o.queued_at AND later.state IN ('queued', 'sent'))))"
        ),
    }
}

fn near(now: Timestamp) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(DEADLINE_NEAR_HOURS)).unwrap_or(now)
}

/// True of the few who may wait for anything else than a decision: all of those, and not many others.
pub(crate) fn few(event: EventId, now: Timestamp) -> String {
    let near = near(now);
    format!(
        "(registration.id IN (
            SELECT a.subject_id FROM audit AS a WHERE a.event_id = '{event}' AND a.action = 'info_given'
            UNION ALL SELECT c.registration_id FROM change_request AS c
                WHERE c.event_id = '{event}' AND c.state = 'pending'
            UNION ALL SELECT r.id FROM registration AS r
                WHERE r.event_id = '{event}' AND r.answer_by IS NOT NULL AND r.answer_by <= '{near}'::timestamptz
            UNION ALL SELECT o.registration_id FROM outbox AS o
                WHERE o.event_id = '{event}' AND o.state IN ('failed', 'bounced')))"
    )
}

/// A number to sort by: what is most pressing first, what waits for nobody last.
pub(crate) fn rank(event: EventId, now: Timestamp) -> String {
    let cases = Attention::ALL
        .iter()
        .enumerate()
        .map(|(place, of)| format!("WHEN {} THEN {place}", condition(*of, event, now)));
    format!("(CASE {} ELSE 99 END)", cases.collect::<Vec<_>>().join(" "))
}

/// The codes of everything that a registration waits for.
pub(crate) fn reasons(event: EventId, now: Timestamp) -> String {
    let cases = Attention::ALL
        .iter()
        .map(|of| format!("CASE WHEN {} THEN '{}' END", condition(*of, event, now), of.code()));
    format!("array_remove(ARRAY[{}]::text[], NULL)", cases.collect::<Vec<_>>().join(", "))
}

/// True of registrations that wait for any of these.
pub(crate) fn any_of(these: &[Attention], event: EventId, now: Timestamp) -> String {
    let each = these.iter().map(|of| condition(*of, event, now));
    format!("({})", each.collect::<Vec<_>>().join(" OR "))
}

#[derive(QueryableByName)]
struct Waits {
    #[diesel(sql_type = Text)]
    reason: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many registrations wait for each, and how many wait at all.
pub(crate) async fn attention_counts(
    conn: &mut Conn,
    event: EventId,
    now: Timestamp,
) -> Result<(Vec<(Attention, i64)>, i64), StoreError> {
    let rows: Vec<Waits> = diesel::sql_query(format!(
        "WITH few AS MATERIALIZED (SELECT {reasons} AS reasons, ({UNDECIDED}) AS undecided
            FROM registration WHERE event_id = '{event}' AND {few}),
        undecided AS (SELECT (SELECT coalesce(sum(n), 0) FROM tally WHERE event_id = '{event}'
                AND what = 'registration' AND key = '' AND status = 'submitted')::bigint
            - (SELECT count(*) FROM registration WHERE event_id = '{event}' AND status = 'submitted' AND held) AS n)
        SELECT reason, count(*) FROM few, unnest(reasons) AS reason WHERE reason <> 'decide' GROUP BY reason
        UNION ALL SELECT 'decide', n - (SELECT count(*) FROM few WHERE 'answered' = ANY (reasons)) FROM undecided
        UNION ALL SELECT 'any', n + (SELECT count(*) FROM few WHERE NOT undecided AND reasons <> '{{}}')
            FROM undecided",
        reasons = reasons(event, now),
        few = few(event, now),
    ))
    .load(conn)
    .await?;
    let (mut each, mut any) = (Vec::new(), 0);
    for Waits { reason, count } in rows {
        if reason == "any" {
            any = count;
        } else if count > 0 {
            each.push((code("registration", &reason, Attention::parse)?, count));
        }
    }
    Ok((each, any))
}

/// A stretch of the list in the order of [`Sort::Attention`](super::registrations::Sort); each has an index of its own or
/// is short, so that none is read to its end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stretch {
    /// Waits for a decision.
    Decide,
    /// Waits for anything else.
    Few,
    /// Waits for nobody.
    Calm,
}

impl Stretch {
    pub(crate) const ALL: [Self; 3] = [Self::Decide, Self::Few, Self::Calm];

    /// True of the registrations that stand in it.
    fn condition(self, event: EventId, now: Timestamp) -> String {
        let decide = condition(Attention::Decide, event, now);
        let beside = [Attention::Change, Attention::Answered, Attention::Deadline, Attention::Letter];
        let others = any_of(&beside, event, now);
        match self {
            Self::Decide => decide,
            Self::Few => format!("({} AND {others} AND NOT {decide})", few(event, now)),
            Self::Calm => format!("(NOT {others} AND NOT {decide})"),
        }
    }

    /// The registrations of the list that stand in it, in any order.
    pub(crate) fn of<'a>(self, event: EventId, filter: &RegistrationFilter) -> Query<'a> {
        filtered(event, filter).filter(sql::<Bool>(&self.condition(event, filter.now)))
    }

    /// The filter with the order that the stretch has. Within one rank time alone decides, and its index is found only
    /// if the rank is not asked for.
    fn sorted(self, filter: &RegistrationFilter) -> RegistrationFilter {
        let sort = if self == Self::Few { Sort::Attention } else { Sort::SubmittedAsc };
        RegistrationFilter { sort, ..filter.clone() }
    }
}

/// The ids of one page of a list in the order of [`Sort::Attention`](super::registrations::Sort).
pub(crate) async fn attention_page(
    conn: &mut Conn,
    event: EventId,
    filter: &RegistrationFilter,
    (offset, rows): (i64, i64),
) -> Result<Vec<Uuid>, StoreError> {
    let mut ids: Vec<Uuid> = Vec::new();
    for stretch in Stretch::ALL {
        let missing = (offset + rows).saturating_sub(i64::try_from(ids.len()).unwrap_or(i64::MAX));
        if missing > 0 {
            let query = ordered(stretch.of(event, filter), event, &stretch.sorted(filter)).limit(missing);
            ids.extend(query.select(registration::id).load::<Uuid>(conn).await?);
        }
    }
    let (skip, take) = (usize::try_from(offset).unwrap_or(0), usize::try_from(rows).unwrap_or(0));
    Ok(ids.into_iter().skip(skip).take(take).collect())
}

/// Before and after a registration of that list, looked for in its own stretch first. Wherever it stands, the number of
/// queries is the same.
pub(crate) async fn attention_neighbours(
    conn: &mut Conn,
    event: EventId,
    (id, filter): (RegistrationId, &RegistrationFilter),
) -> Result<[Option<Uuid>; 2], StoreError> {
    let [decide, few, _] = Stretch::ALL.map(|stretch| stretch.condition(event, filter.now));
    let at = format!("CASE WHEN {decide} THEN 0 WHEN {few} THEN 1 ELSE 2 END");
    let here = filtered(event, filter).filter(registration::id.eq(id.0)).select(sql::<Integer>(&at));
    let Some(at) = here.first::<i32>(conn).await.optional()? else { return Ok([None, None]) };
    let here = match at {
        0 => Stretch::Decide,
        1 => Stretch::Few,
        _ => Stretch::Calm,
    };
    let onward = Stretch::ALL.into_iter().filter(|stretch| *stretch >= here).collect();
    let back = Stretch::ALL.into_iter().rev().filter(|stretch| *stretch <= here).collect();
    let before = nearest(conn, event, (id, filter), (back, Side::Before)).await?;
    Ok([before, nearest(conn, event, (id, filter), (onward, Side::After)).await?])
}

/// The next one on a side: in the first of these stretches, where it stands itself, or in the nearest that has any.
async fn nearest(
    conn: &mut Conn,
    event: EventId,
    (id, filter): (RegistrationId, &RegistrationFilter),
    (stretches, side): (Vec<Stretch>, Side),
) -> QueryResult<Option<Uuid>> {
    let mut nearest = None;
    for (n, stretch) in stretches.into_iter().enumerate() {
        let (all, filter) = (stretch.of(event, filter), stretch.sorted(filter));
        let there = if n == 0 { beyond(all, event, &filter, (id, side)) } else { all };
        let sorted = match side {
            Side::Before => backwards(there, event, &filter),
            Side::After => ordered(there, event, &filter),
        };
        let found: Option<Uuid> = sorted.select(registration::id).first(conn).await.optional()?;
        nearest = nearest.or(found);
    }
    Ok(nearest)
}

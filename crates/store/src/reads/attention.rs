//! What waits for an organiser, as conditions of queries. Subqueries name no column of the row that is looked at, so that
//! PostgreSQL runs each once for a whole list; the event and the moment are written out, because both are ours.

use crate::columns::code;
use crate::connection::Conn;
use crate::error::StoreError;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::ids::EventId;
use plenary_domain::registration::{Attention, DEADLINE_NEAR_HOURS};

/// True of registrations that wait for this; their table is called `registration`.
pub(crate) fn condition(of: Attention, event: EventId, now: Timestamp) -> String {
    let answered = format!(
        "(registration.id, registration.status_since) IN (SELECT a.subject_id, a.at FROM audit AS a
            WHERE a.event_id = '{event}' AND a.action = 'info_given')"
    );
    let undecided = "registration.status = 'submitted' AND NOT registration.held";
    match of {
        Attention::Decide => format!("({undecided} AND NOT {answered})"),
        Attention::Answered => format!("({undecided} AND {answered})"),
        Attention::Change => format!(
            "(registration.id IN (SELECT c.registration_id FROM change_request AS c
                WHERE c.event_id = '{event}' AND c.state = 'pending'))"
        ),
        Attention::Deadline => {
            let near = now.checked_add(SignedDuration::from_hours(DEADLINE_NEAR_HOURS)).unwrap_or(now);
            format!("(registration.answer_by IS NOT NULL AND registration.answer_by <= '{near}'::timestamptz)")
        }
        // Mended by any later letter to the same person that did not fail.
        Attention::Letter => format!(
            "(registration.id IN (SELECT o.registration_id FROM outbox AS o
                WHERE o.event_id = '{event}' AND o.state = 'failed' AND NOT EXISTS (SELECT FROM outbox AS later
                    WHERE later.event_id = o.event_id AND later.registration_id = o.registration_id
                        AND later.queued_at > o.queued_at AND later.state IN ('queued', 'sent'))))"
        ),
    }
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
        "WITH waits AS (SELECT {} AS reasons FROM registration WHERE event_id = '{event}')
        SELECT reason, count(*) FROM waits, unnest(reasons) AS reason GROUP BY reason
        UNION ALL SELECT 'any', count(*) FROM waits WHERE reasons <> '{{}}'",
        reasons(event, now)
    ))
    .load(conn)
    .await?;
    let (mut each, mut any) = (Vec::new(), 0);
    for Waits { reason, count } in rows {
        if reason == "any" {
            any = count;
        } else {
            each.push((code("registration", &reason, Attention::parse)?, count));
        }
    }
    Ok((each, any))
}

//! Answers whose time is over: every question says how long its answers are kept after the event, and delegates were
//! told so. Where versions of a form have promised different times, the shortest one holds.

use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::tables::audit::{Entry, audit_insert_as};
use crate::tables::search::labels_without;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::ids::EventId;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(QueryableByName)]
struct Over {
    #[diesel(sql_type = SqlUuid)]
    event_id: Uuid,
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = Text)]
    name: String,
}

const OVER: &str = "SELECT DISTINCT ON (event.id, key) event.id AS event_id, question ->> 'key' AS key,
        coalesce(nullif(question #>> '{label,en}', ''), question ->> 'key') AS name
    FROM event JOIN form ON form.event_id = event.id, jsonb_array_elements(form.definition) AS question
    WHERE event.ends_on + (question ->> 'keep_days')::integer < ($1 AT TIME ZONE event.time_zone)::date
    ORDER BY event.id, key";

const FORGET: &str = "UPDATE registration
    SET answers = jsonb_set(answers, '{own}', (answers -> 'own') - $2) || CASE WHEN answers ? 'sealed'
            THEN jsonb_build_object('sealed', (answers -> 'sealed') - $2) ELSE '{}' END,
        version = version + 1, search = ts_filter(search, $3::\"char\"[])
    WHERE event_id = $1 AND (answers -> 'own' ?| $2 OR answers -> 'sealed' ?| $2)";

/// What was typed and not sent, or waits for an organiser: fields, and names of what is sealed.
const FORGET_ASIDE: [&str; 3] = [
    "UPDATE draft SET answers = (answers - $2) || CASE WHEN answers ? 'sealed'
            THEN jsonb_build_object('sealed', (answers -> 'sealed') - $2) ELSE '{}' END
    WHERE event_id = $1 AND (answers ?| $2 OR answers -> 'sealed' ?| $2)",
    "UPDATE change_request SET wanted = (wanted - $2) || CASE WHEN wanted ? 'sealed'
            THEN jsonb_build_object('sealed', (wanted -> 'sealed') - $2) ELSE '{}' END
    WHERE event_id = $1 AND (wanted ?| $2 OR wanted -> 'sealed' ?| $2)",
    "DELETE FROM sealed_answer WHERE event_id = $1 AND question = ANY($2)",
];

/// Deletes the answers whose time is over, with one row of the trail for each event; of how many registrations.
pub(crate) async fn answers_forget(conn: &mut Conn, now: Timestamp) -> Result<usize, StoreError> {
    let over: Vec<Over> = diesel::sql_query(OVER).bind::<Timestamptz, _>(At(now)).load(conn).await?;
    let mut events: BTreeMap<Uuid, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for Over { event_id, key, name } in over {
        let (keys, names) = events.entry(event_id).or_default();
        keys.push(key);
        names.push(name);
    }
    let mut all = 0;
    for (event, (keys, names)) in events {
        let forgotten = diesel::sql_query(FORGET)
            .bind::<SqlUuid, _>(event)
            .bind::<Array<Text>, _>(&keys)
            .bind::<Array<Text>, _>(labels_without(&keys))
            .execute(conn)
            .await?;
        for statement in FORGET_ASIDE {
            let query = diesel::sql_query(statement).bind::<SqlUuid, _>(event);
            query.bind::<Array<Text>, _>(&keys).execute(conn).await?;
        }
        if forgotten > 0 {
            let event: EventId = event.into();
            let detail = json!({ "registrations": forgotten, "questions": { "removed": names } });
            let entry = Entry::new(event, "forget_answers", "event", event).detail(detail);
            audit_insert_as(conn, &Actor::System, now, entry).await?;
        }
        all += forgotten;
    }
    Ok(all)
}

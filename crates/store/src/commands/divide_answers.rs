//! Rows whose answers are not divided as the form says now: some that are guarded stand in the clear, because there was no
//! key or their question was not guarded when they were given, or one is sealed that everybody at the desk may read by now.
//!
//! They are written anew in small batches while the program runs, each row under its lock. Nobody has changed anything,
//! so that versions and histories stay as they are; one row of the trail for each batch says that it was done.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::event;
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::answers::registration_divide;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::changes::change_request_divide;
use crate::tables::drafts::draft_divide;
use crate::tables::forms::{form_current, forms_all};
use crate::tables::registrations::registration_get_locked;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::ids::EventId;
use plenary_domain::registration::Form;
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Where answers are kept.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Registration,
    Draft,
    Request,
}

/// $2: what must not stand in the clear; $3: what need not be sealed.
const REGISTRATIONS: &str = "SELECT id FROM registration WHERE event_id = $1 AND (
        EXISTS (SELECT FROM jsonb_each(answers -> 'own') AS of, jsonb_array_elements_text(of.value) AS given
            WHERE of.key = ANY($2) AND given <> '')
        OR coalesce(answers -> 'food', '[]') <> '[]' OR coalesce(answers ->> 'food_note', '') <> ''
        OR coalesce(answers -> 'access', '[]') <> '[]' OR coalesce(answers ->> 'access_note', '') <> ''
        OR coalesce(answers -> 'sealed' ?| $3, false))
    ORDER BY id LIMIT 50";
const DRAFTS: &str = "SELECT id FROM draft WHERE event_id = $1 AND (
        EXISTS (SELECT FROM jsonb_each(answers) AS of, jsonb_array_elements_text(of.value) AS given
            WHERE of.key = ANY($2) AND given <> '')
        OR coalesce(answers -> 'sealed' ?| $3, false))
    ORDER BY id LIMIT 50";
const REQUESTS: &str = "SELECT id FROM change_request WHERE event_id = $1 AND (
        EXISTS (SELECT FROM jsonb_each(wanted) AS of, jsonb_array_elements_text(of.value) AS given
            WHERE of.key = ANY($2) AND given <> '')
        OR coalesce(wanted -> 'sealed' ?| $3, false))
    ORDER BY id LIMIT 50";

/// Fields of the core that are always guarded.
const CORE: [&str; 4] = ["food", "food_note", "access", "access_note"];

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// What is found in one event: rows, and the form by which they are divided.
struct Batch {
    event: EventId,
    form: Form,
    rows: Vec<(Kind, Uuid)>,
}

impl Store {
    /// Divides one batch of rows anew; how many. Call it until there are none. Without keys there is nothing to do, and
    /// only the program itself may.
    pub async fn divide_answers(&self, act: Act) -> Result<usize, StoreError> {
        if act.actor != Actor::System {
            return Err(StoreError::NotFound);
        }
        let Some(keys) = self.sealer() else { return Ok(0) };
        let Some(batch) = self.read(|conn, _| next(conn).boxed()).await? else { return Ok(0) };
        let mut act = act;
        for row in &batch.rows {
            let _: Uuid = act.ids.fresh();
            self.tx(|conn, _| divide(conn, act.clone(), keys, &batch, *row).boxed()).await?;
            // What the transaction has used of its own copy is not used again.
            for _ in 0..batch.form.questions.len().saturating_mul(2).saturating_add(16) {
                let _: Uuid = act.ids.fresh();
            }
        }
        let done = batch.rows.len();
        self.tx(|conn, _| note(conn, &act, batch.event, done).boxed()).await?;
        Ok(done)
    }
}

/// The first event in which there is something to do.
async fn next(conn: &mut Conn) -> Result<Option<Batch>, StoreError> {
    let events: Vec<Uuid> = event::table.order(event::id).select(event::id).load(conn).await?;
    for id in events {
        let (event, form) = (EventId(id), form_current(conn, id.into()).await?);
        let ever: BTreeSet<String> =
            forms_all(conn, event).await?.into_iter().flat_map(|of| of.questions).map(|of| of.key).collect();
        let (guarded, open): (Vec<String>, Vec<String>) =
            ever.into_iter().filter(|key| !form.is_file(key)).partition(|key| form.is_guarded(key));
        let rows = found(conn, event, &guarded, &open).await?;
        if !rows.is_empty() {
            return Ok(Some(Batch { event, form, rows }));
        }
    }
    Ok(None)
}

async fn found(
    conn: &mut Conn,
    event: EventId,
    guarded: &[String],
    open: &[String],
) -> Result<Vec<(Kind, Uuid)>, StoreError> {
    let core = CORE.iter().map(|field| (*field).to_owned());
    let all: Vec<String> = guarded.iter().cloned().chain(core).collect();
    let mut rows = Vec::new();
    for (kind, sql) in [(Kind::Registration, REGISTRATIONS), (Kind::Draft, DRAFTS), (Kind::Request, REQUESTS)]
    {
        let found: Vec<Found> = diesel::sql_query(sql)
            .bind::<SqlUuid, _>(event.0)
            .bind::<Array<Text>, _>(&all)
            .bind::<Array<Text>, _>(open)
            .load(conn)
            .await?;
        rows.extend(found.into_iter().map(|row| (kind, row.id)));
    }
    Ok(rows)
}

async fn divide(
    conn: &mut Conn,
    mut act: Act,
    keys: &Sealer,
    batch: &Batch,
    (kind, id): (Kind, Uuid),
) -> Result<(), StoreError> {
    let (event, form) = (batch.event, &batch.form);
    match kind {
        Kind::Registration => {
            let row = registration_get_locked(conn, event, id.into()).await?;
            registration_divide(conn, &mut act, keys, &row, form).await
        }
        Kind::Draft => draft_divide(conn, &mut act, keys, (event, id), form).await,
        Kind::Request => change_request_divide(conn, &mut act, keys, (event, id), form).await,
    }
}

async fn note(conn: &mut Conn, act: &Act, event: EventId, rows: usize) -> Result<(), StoreError> {
    let entry = Entry::new(event, "divide_answers", "event", event).detail(json!({ "rows": rows }));
    audit_insert(conn, act, entry).await?;
    Ok(())
}

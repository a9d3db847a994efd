//! Answers that few may read. The row that many read (a registration, a draft, a change that waits) has the others and
//! the names of these; each of these is sealed in a row of its own, bound to whose it is and to its question.
//!
//! Rows are written anew together with the row that names them, under its lock. Without keys everything stays in the
//! clear; the program does not start so.

use crate::act::Act;
use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::sealed_answer as answer;
use crate::seal::{Sealer, Slot};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use plenary_domain::ids::EventId;
use plenary_domain::registration::{Answers, Form, Guarded, RawAnswers};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

const COLUMN: &str = "sealed_answer.sealed";
/// Where a row names what is sealed beside it.
pub(crate) const MARK: &str = "sealed";
/// What is sealed is filled up to a multiple of this: how long it is would tell one option from another.
const BLOCK: usize = 64;

/// Whose answers they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    Registration(Uuid),
    Draft(Uuid),
    Request(Uuid),
}

impl Holder {
    const fn id(self) -> Uuid {
        match self {
            Self::Registration(id) | Self::Draft(id) | Self::Request(id) => id,
        }
    }

    /// The three columns of an owner: registration, draft, change request.
    const fn columns(self) -> (Option<Uuid>, Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Registration(id) => (Some(id), None, None),
            Self::Draft(id) => (None, Some(id), None),
            Self::Request(id) => (None, None, Some(id)),
        }
    }
}

/// Answers in two parts.
pub(crate) struct Parts<T> {
    pub(crate) clear: T,
    pub(crate) guarded: Guarded,
}

impl<T> Parts<T> {
    /// The names of what is sealed.
    pub(crate) fn names(&self) -> Vec<String> {
        self.guarded.keys().cloned().collect()
    }
}

/// Answers of a registration as they are kept.
pub(crate) fn parts(answers: &Answers, form: &Form, keys: Option<&Sealer>) -> Parts<Answers> {
    let mut clear = answers.clone();
    let guarded = keys.map(|_| clear.take_guarded(form)).unwrap_or_default();
    Parts { clear, guarded }
}

/// What was typed as it is kept, the names of what is sealed among it.
pub(crate) fn raw_parts(raw: &RawAnswers, form: &Form, keys: Option<&Sealer>) -> Parts<RawAnswers> {
    let mut clear = raw.clone();
    let guarded = keys.map(|_| clear.take_guarded(form)).unwrap_or_default();
    let mut parts = Parts { clear, guarded };
    let names = parts.names();
    if !names.is_empty() {
        parts.clear.0.insert(MARK.to_owned(), names);
    }
    parts
}

/// What was typed as it was kept, and the names of what is sealed of it.
pub(crate) fn raw_and_names(mut raw: RawAnswers) -> (RawAnswers, Vec<String>) {
    let names = raw.0.remove(MARK).unwrap_or_default();
    (raw, names)
}

/// Names of what is sealed, out of a row.
pub(crate) fn names_of(kept: &Value) -> Vec<String> {
    let names = kept.get(MARK).and_then(Value::as_array).into_iter().flatten();
    names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// Writes what is guarded in the place of what was, if there was anything.
pub(crate) async fn sealed_put(
    conn: &mut Conn,
    act: &mut Act,
    keys: Option<&Sealer>,
    (event, holder): (EventId, Holder),
    (had, guarded): (bool, &Guarded),
) -> Result<(), StoreError> {
    if had {
        sealed_delete(conn, event, holder).await?;
    }
    let Some(keys) = keys.filter(|_| !guarded.is_empty()) else { return Ok(()) };
    let (registration, draft, request) = holder.columns();
    let mut rows = Vec::with_capacity(guarded.len());
    for (question, values) in guarded {
        let plain = packed(values)?;
        let slot = Slot::part(COLUMN, holder.id(), question);
        let sealed = keys.seal(slot, nonce(act, slot, &plain), &plain)?;
        let id: Uuid = act.ids.fresh();
        rows.push((
            answer::event_id.eq(event.0),
            answer::id.eq(id),
            answer::registration_id.eq(registration),
            answer::draft_id.eq(draft),
            answer::change_request_id.eq(request),
            answer::question.eq(question),
            answer::key_id.eq(sealed.key),
            answer::sealed.eq(sealed.bytes),
            answer::changed_at.eq(At(act.now)),
        ));
    }
    diesel::insert_into(answer::table).values(rows).execute(conn).await?;
    Ok(())
}

/// A transaction that is run again makes the same numbers, and may have read something else: the text is in it.
fn nonce(act: &mut Act, slot: Slot<'_>, plain: &[u8]) -> [u8; 24] {
    let digest = Sha256::new().chain_update(act.ids.nonce()).chain_update(slot.bound()).chain_update(plain);
    let mut nonce = [0_u8; 24];
    for (to, from) in nonce.iter_mut().zip(digest.finalize()) {
        *to = from;
    }
    nonce
}

fn packed(values: &[String]) -> Result<Vec<u8>, StoreError> {
    let mut plain = serde_json::to_vec(values).map_err(|error| StoreError::Sealed(error.to_string()))?;
    // JSON does not mind spaces behind it.
    plain.resize(plain.len().next_multiple_of(BLOCK), b' ');
    Ok(plain)
}

pub(crate) async fn sealed_delete(conn: &mut Conn, event: EventId, holder: Holder) -> QueryResult<usize> {
    let of_event = answer::table.filter(answer::event_id.eq(event.0));
    match holder {
        Holder::Registration(id) => {
            diesel::delete(of_event.filter(answer::registration_id.eq(id))).execute(conn).await
        }
        Holder::Draft(id) => diesel::delete(of_event.filter(answer::draft_id.eq(id))).execute(conn).await,
        Holder::Request(id) => {
            diesel::delete(of_event.filter(answer::change_request_id.eq(id))).execute(conn).await
        }
    }
}

type Row = (Option<Uuid>, String, String, Vec<u8>);

/// What is sealed of one, by the names that its row has; nothing is asked for if there are none.
///
/// # Errors
/// [`StoreError::Sealed`] when one of them is not there, or can't be opened.
pub(crate) async fn sealed_of(
    conn: &mut Conn,
    keys: Option<&Sealer>,
    (event, holder): (EventId, Holder),
    names: &[String],
) -> Result<Guarded, StoreError> {
    if names.is_empty() {
        return Ok(Guarded::new());
    }
    let of_event = answer::table.filter(answer::event_id.eq(event.0)).into_boxed();
    let of_holder = match holder {
        Holder::Registration(id) => of_event.filter(answer::registration_id.eq(id)),
        Holder::Draft(id) => of_event.filter(answer::draft_id.eq(id)),
        Holder::Request(id) => of_event.filter(answer::change_request_id.eq(id)),
    };
    let rows: Vec<Row> = of_holder
        .select((answer::registration_id, answer::question, answer::key_id, answer::sealed))
        .load(conn)
        .await?;
    let rows = rows.into_iter().map(|(_, question, key, sealed)| (question, key, sealed));
    opened(keys, holder.id(), rows, names)
}

/// The same for many registrations in one query: each with the names that its row has.
pub(crate) async fn sealed_of_many(
    conn: &mut Conn,
    keys: Option<&Sealer>,
    event: EventId,
    wanted: &[(Uuid, Vec<String>)],
) -> Result<HashMap<Uuid, Guarded>, StoreError> {
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Uuid> = wanted.iter().map(|(id, _)| *id).collect();
    let rows: Vec<Row> = answer::table
        .filter(answer::event_id.eq(event.0))
        .filter(answer::registration_id.eq_any(&ids))
        .select((answer::registration_id, answer::question, answer::key_id, answer::sealed))
        .load(conn)
        .await?;
    let mut by_holder: HashMap<Uuid, Vec<(String, String, Vec<u8>)>> = HashMap::new();
    for (id, question, key, sealed) in rows {
        by_holder.entry(id.unwrap_or_default()).or_default().push((question, key, sealed));
    }
    let one = |(id, names): &(Uuid, Vec<String>)| {
        let rows = by_holder.remove(id).unwrap_or_default();
        Ok((*id, opened(keys, *id, rows.into_iter(), names)?))
    };
    wanted.iter().map(one).collect()
}

fn opened(
    keys: Option<&Sealer>,
    holder: Uuid,
    rows: impl Iterator<Item = (String, String, Vec<u8>)>,
    names: &[String],
) -> Result<Guarded, StoreError> {
    let keys = keys.ok_or_else(StoreError::no_key)?;
    let mut found = Guarded::new();
    for (question, key, sealed) in rows.filter(|(question, ..)| names.contains(question)) {
        let plain = keys.open(Slot::part(COLUMN, holder, &question), &key, &sealed)?;
        let values = serde_json::from_slice(&plain)
            .map_err(|_| StoreError::Sealed("an answer is not a list of texts".to_owned()))?;
        found.insert(question, values);
    }
    if found.len() < names.len() {
        return Err(StoreError::Sealed(format!("an answer of {holder} is missing")));
    }
    Ok(found)
}

/// For sealing anew: where a row's answer belongs.
pub(crate) fn slot_of(holder: Uuid, question: &str) -> Slot<'_> {
    Slot::part(COLUMN, holder, question)
}

//! The representation types of an event: names, limits, times, ways to a decision. A type that somebody has stays,
//! though it may no longer be offered; a limit below what is taken is refused.

use crate::act::Act;
use crate::commands::offer_places;
use crate::connection::Conn;
use crate::error::CommandError;
use crate::schema::registration;
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::{event_get, event_get_locked, event_set_types, event_tell};
use crate::tables::places::{place_claim, places_forget, places_resize};
use crate::tables::queues::queue_lock;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::event::Event;
use plenary_domain::ids::EventId;
use plenary_domain::policy::Action;
use plenary_domain::registration::{Claimed, Pool, RepresentationType, Status, TypeCode};
use serde_json::json;
use uuid::Uuid;

type Failed = CommandError<TypesRefused>;

/// Why the list of types is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypesRefused {
    /// Two types have the same code or the same letter and name.
    SameCode(TypeCode),
    /// Somebody has this type already.
    InUse(TypeCode),
    /// More people of this type have a place than the limit would let in.
    FewerThanTaken {
        code: TypeCode,
        taken: i32,
    },
    /// At least one type has to be offered.
    NoneOffered,
    /// Somebody else changed the event since the form was opened.
    ChangedMeanwhile,
    NotAllowed,
}

impl Store {
    /// Saves the types and how long an offered place is kept, if nobody else changed the event since `version`.
    pub async fn save_types(
        &self,
        act: Act,
        event: EventId,
        version: i32,
        (types, offer_hours): (Vec<RepresentationType>, u16),
    ) -> Result<(), CommandError<TypesRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(TypesRefused::NotAllowed));
        }
        self.tx(|conn, _| save(conn, act.clone(), (event, version), &types, offer_hours).boxed()).await
    }
}

async fn save(
    conn: &mut Conn,
    mut act: Act,
    (event, version): (EventId, i32),
    types: &[RepresentationType],
    offer_hours: u16,
) -> Result<(), Failed> {
    check(types).map_err(CommandError::Refused)?;
    let old = event_get_locked(conn, event).await?;
    if old.version != version {
        return Err(CommandError::Refused(TypesRefused::ChangedMeanwhile));
    }
    for gone in old.types.iter().filter(|kind| !types.iter().any(|new| new.id == kind.id)) {
        if used(conn, event, &gone.code).await? {
            return Err(CommandError::Refused(TypesRefused::InUse(gone.code.clone())));
        }
        resize(conn, event, gone, None).await?;
    }
    let limited_before =
        |kind: &RepresentationType| old.types.iter().any(|was| was.id == kind.id && was.limit.is_some());
    let newly: Vec<_> = types.iter().filter(|kind| kind.limit.is_some() && !limited_before(kind)).collect();
    for kind in &newly {
        // Rows before the queue: whoever withdraws holds the row and waits for the queue.
        holders_locked(conn, event, kind).await?;
    }
    queue_lock(conn, event, Pool::Event).await?;
    for kind in types {
        resize(conn, event, kind, kind.limit).await?;
    }
    for kind in newly {
        settle(conn, event, kind).await?;
    }
    if !event_set_types(conn, event, version, (types, offer_hours)).await? {
        return Err(CommandError::Refused(TypesRefused::ChangedMeanwhile));
    }
    let new = event_get(conn, event).await?;
    offer_places(conn, &mut act, &new).await?;
    event_tell(conn, event).await?;
    let detail = json!({ "name": new.title, "changes": changes(&old, &new) });
    audit_insert(conn, &act, Entry::new(event, "save_types", "event", event).detail(detail)).await?;
    Ok(())
}

fn check(types: &[RepresentationType]) -> Result<(), TypesRefused> {
    for (i, kind) in types.iter().enumerate() {
        if types.iter().skip(i + 1).any(|other| other.code == kind.code || other.id == kind.id) {
            return Err(TypesRefused::SameCode(kind.code.clone()));
        }
    }
    if types.iter().any(|kind| kind.offered) { Ok(()) } else { Err(TypesRefused::NoneOffered) }
}

async fn used(conn: &mut Conn, event: EventId, code: &TypeCode) -> QueryResult<bool> {
    let mine = registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::representation_type.eq(code.as_str()));
    diesel::select(diesel::dsl::exists(mine)).get_result(conn).await
}

/// No limit is no rows: places of the type are given back and removed.
async fn resize(
    conn: &mut Conn,
    event: EventId,
    kind: &RepresentationType,
    limit: Option<i32>,
) -> Result<(), Failed> {
    let pool = Pool::Type(kind.id);
    let Some(limit) = limit else {
        places_forget(conn, event, pool).await?;
        return Ok(());
    };
    match places_resize(conn, event, pool, limit).await? {
        Ok(()) => Ok(()),
        Err(more) => Err(CommandError::Refused(TypesRefused::FewerThanTaken {
            code: kind.code.clone(),
            taken: more.taken,
        })),
    }
}

/// Those of a type who have a place at the event, locked.
async fn holders_locked(
    conn: &mut Conn,
    event: EventId,
    kind: &RepresentationType,
) -> QueryResult<Vec<Uuid>> {
    let holding: Vec<&str> = Status::ALL.into_iter().filter(|s| s.holds_place()).map(Status::code).collect();
    registration::table
        .filter(registration::event_id.eq(event.0))
        .filter(registration::representation_type.eq(kind.code.as_str()))
        .filter(registration::status.eq_any(&holding))
        .order(registration::id)
        .select(registration::id)
        .for_no_key_update()
        .load(conn)
        .await
}

/// A limit that is new: those who have a place at the event already take theirs of the type.
async fn settle(conn: &mut Conn, event: EventId, kind: &RepresentationType) -> Result<(), Failed> {
    let ids = holders_locked(conn, event, kind).await?;
    let taken = i32::try_from(ids.len()).unwrap_or(i32::MAX);
    for id in ids {
        if place_claim(conn, event, Pool::Type(kind.id), id.into()).await? == Claimed::NoneLeft {
            let code = kind.code.clone();
            return Err(CommandError::Refused(TypesRefused::FewerThanTaken { code, taken }));
        }
    }
    Ok(())
}

fn changes(old: &Event, new: &Event) -> serde_json::Value {
    let line = |event: &Event| {
        let kind = |kind: &RepresentationType| {
            let limit = kind.limit.map_or_else(String::new, |limit| format!(" ({limit})"));
            let hidden = if kind.offered { "" } else { " –" };
            format!("{}{limit}{hidden}", kind.code.as_str())
        };
        event.types.iter().map(kind).collect::<Vec<_>>().join(", ")
    };
    let mut found = serde_json::Map::new();
    if line(old) != line(new) {
        found.insert("types".to_owned(), json!([line(old), line(new)]));
    }
    if old.offer_hours != new.offer_hours {
        found.insert(
            "offer_hours".to_owned(),
            json!([old.offer_hours.to_string(), new.offer_hours.to_string()]),
        );
    }
    found.into()
}

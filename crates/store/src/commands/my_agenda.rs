//! Stars on sessions, and the address of the calendar that follows them.
//!
//! The stars of somebody without a registration stay in a cookie until a calendar address is asked for: before that,
//! nothing is written here.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::my_agenda::{
    MyAgendaData, my_agenda_get_locked, my_agenda_insert, my_agenda_of_registration, my_agenda_update,
};
use futures_util::FutureExt;
use plenary_domain::agenda::{STARS_AT_MOST, StarsFull, add_stars};
use plenary_domain::ids::{EventId, MyAgendaId, RegistrationId};
use serde_json::{Value, json};
use uuid::Uuid;

type Failed = CommandError<StarsFull>;

impl Store {
    /// Keeps the stars of somebody without a registration under a calendar address.
    pub async fn make_my_feed(
        &self,
        mut act: Act,
        event: EventId,
        stars: &[i32],
        token: String,
    ) -> Result<MyAgendaId, CommandError<StarsFull>> {
        let id: MyAgendaId = act.ids.fresh();
        let stars = add_stars(&[], stars).map_err(CommandError::Refused)?;
        let row = MyAgendaData { id: id.0, registration_id: None, token: Some(token), stars };
        self.tx(|conn, _| make(conn, &act, event, row.clone()).boxed()).await?;
        Ok(id)
    }

    /// The agenda of a registration, with these stars added; it is made when there is none.
    pub async fn open_my_agenda(
        &self,
        mut act: Act,
        (event, registration): (EventId, RegistrationId),
        stars: &[i32],
    ) -> Result<MyAgendaId, CommandError<StarsFull>> {
        let fresh: MyAgendaId = act.ids.fresh();
        self.tx(|conn, _| open(conn, &act, (event, registration, fresh), stars).boxed()).await
    }

    /// Puts a star on a session or takes it off; doing it twice is no fault.
    pub async fn set_star(
        &self,
        act: Act,
        event: EventId,
        id: MyAgendaId,
        (number, on): (i32, bool),
    ) -> Result<(), CommandError<StarsFull>> {
        self.tx(|conn, _| star(conn, &act, (event, id), (number, on)).boxed()).await
    }

    /// Gives the calendar another address, or none: the old one is gone at once.
    pub async fn set_my_feed(
        &self,
        act: Act,
        event: EventId,
        id: MyAgendaId,
        token: Option<String>,
    ) -> Result<(), StoreError> {
        self.tx(|conn, _| readdress(conn, &act, (event, id), token.clone()).boxed()).await
    }
}

async fn make(conn: &mut Conn, act: &Act, event: EventId, row: MyAgendaData) -> Result<(), Failed> {
    let id = row.id;
    my_agenda_insert(conn, event, row, act.now).await?;
    record(conn, act, (event, id), "make_my_feed", json!({})).await?;
    Ok(())
}

async fn open(
    conn: &mut Conn,
    act: &Act,
    (event, registration, fresh): (EventId, RegistrationId, MyAgendaId),
    stars: &[i32],
) -> Result<MyAgendaId, Failed> {
    let new = MyAgendaData {
        id: fresh.0,
        registration_id: Some(registration.0),
        token: None,
        stars: add_stars(&[], stars).map_err(CommandError::Refused)?,
    };
    if my_agenda_insert(conn, event, new, act.now).await? {
        record(conn, act, (event, fresh.0), "open_my_agenda", json!({ "stars": stars.len() })).await?;
        return Ok(fresh);
    }
    let mut row = my_agenda_of_registration(conn, event, registration).await?.ok_or(StoreError::NotFound)?;
    let all = add_stars(&row.stars, stars).map_err(CommandError::Refused)?;
    if all != row.stars {
        row.stars = all;
        my_agenda_update(conn, event, &row, act.now).await?;
        let detail = json!({ "stars": row.stars.len() });
        record(conn, act, (event, row.id), "open_my_agenda", detail).await?;
    }
    Ok(row.id.into())
}

async fn star(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, MyAgendaId),
    (number, on): (i32, bool),
) -> Result<(), Failed> {
    let mut row = my_agenda_get_locked(conn, event, id).await?;
    let before = row.stars.clone();
    if on {
        row.stars = add_stars(&before, &[number]).map_err(CommandError::Refused)?;
    } else {
        row.stars.retain(|star| *star != number);
    }
    if row.stars == before {
        return Ok(());
    }
    my_agenda_update(conn, event, &row, act.now).await?;
    let action = if on { "add_star" } else { "remove_star" };
    record(conn, act, (event, id.0), action, json!({ "number": number })).await?;
    Ok(())
}

async fn readdress(
    conn: &mut Conn,
    act: &Act,
    (event, id): (EventId, MyAgendaId),
    token: Option<String>,
) -> Result<(), StoreError> {
    let mut row = my_agenda_get_locked(conn, event, id).await?;
    let action = if token.is_some() { "make_my_feed" } else { "revoke_my_feed" };
    row.token = token;
    my_agenda_update(conn, event, &row, act.now).await?;
    record(conn, act, (event, id.0), action, json!({})).await?;
    Ok(())
}

async fn record(
    conn: &Conn,
    act: &Act,
    (event, id): (EventId, Uuid),
    action: &'static str,
    detail: Value,
) -> Result<(), StoreError> {
    audit_insert(conn, act, Entry::new(event, action, "my_agenda", id).detail(detail)).await?;
    Ok(())
}

/// The database refuses more than the domain does, which is as it should be.
const _: () = assert!(STARS_AT_MOST == 200);

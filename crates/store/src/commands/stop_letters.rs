//! A delegate wants no more letters that go to many, or wants them again. The address that does it opens nothing else:
//! mail programs and their servers call it by themselves, and must not come by the way into the registration.

use crate::act::Act;
use crate::columns::At;
use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::{bulk_stop, registration};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tickets::hex;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use plenary_domain::Actor;
use plenary_domain::ids::{EventId, RegistrationId};
use plenary_domain::registration::Registration;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The part of the address that belongs to one registration: its id, and 128 bits that follow from its secret and do
/// not lead back to it.
pub(crate) fn stop_token(id: RegistrationId, secret: &str) -> String {
    let digest = Sha256::digest(format!("plenary stop letters\0{secret}"));
    format!("{}{}", id.0.simple(), hex(digest.get(..16).unwrap_or_default()))
}

impl Store {
    /// The part of the address at which letters that go to many are stopped.
    pub fn stop_token_of(registration: &Registration) -> String {
        stop_token(registration.id, &registration.secret)
    }

    /// The registration of such an address, and whether it has stopped letters that go to many.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for any address that is none.
    pub async fn letters_stopped(
        &self,
        event: EventId,
        token: &str,
    ) -> Result<(RegistrationId, bool), StoreError> {
        self.read(|conn, _| found(conn, event, token).boxed()).await
    }

    /// Stops them, or takes them again. Asked twice it is done once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for any address that is none.
    pub async fn stop_letters(
        &self,
        act: Act,
        event: EventId,
        token: &str,
        stop: bool,
    ) -> Result<(), StoreError> {
        self.tx(|conn, _| set(conn, act.clone(), event, (token, stop)).boxed()).await
    }
}

async fn found(conn: &mut Conn, event: EventId, token: &str) -> Result<(RegistrationId, bool), StoreError> {
    let id: Uuid = token.get(..32).and_then(|id| Uuid::try_parse(id).ok()).ok_or(StoreError::NotFound)?;
    let stops = bulk_stop::table
        .filter(bulk_stop::event_id.eq(registration::event_id))
        .filter(bulk_stop::registration_id.eq(registration::id));
    let (secret, stopped): (String, bool) = registration::table
        .find((event.0, id))
        .select((registration::secret, diesel::dsl::exists(stops)))
        .first(conn)
        .await?;
    let ours = stop_token(id.into(), &secret);
    // As long for a wrong one as for a nearly right one.
    let differs = ours.bytes().zip(token.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    if ours.len() == token.len() && differs == 0 {
        Ok((id.into(), stopped))
    } else {
        Err(StoreError::NotFound)
    }
}

async fn set(
    conn: &mut Conn,
    mut act: Act,
    event: EventId,
    (token, stop): (&str, bool),
) -> Result<(), StoreError> {
    let (id, _) = found(conn, event, token).await?;
    let changed = if stop {
        let row = (
            bulk_stop::event_id.eq(event.0),
            bulk_stop::registration_id.eq(id.0),
            bulk_stop::stopped_at.eq(At(act.now)),
        );
        diesel::insert_into(bulk_stop::table).values(row).on_conflict_do_nothing().execute(conn).await?
    } else {
        diesel::delete(bulk_stop::table.find((event.0, id.0))).execute(conn).await?
    };
    if changed == 0 {
        return Ok(());
    }
    let of = registration::table.find((event.0, id.0));
    let reference: String = of.select(registration::reference).first(conn).await?;
    act.actor = Actor::Delegate(id);
    let action = if stop { "stop_letters" } else { "take_letters" };
    let entry = Entry::new(event, action, "registration", id).detail(json!({ "reference": reference }));
    audit_insert(conn, &act, entry).await?;
    Ok(())
}

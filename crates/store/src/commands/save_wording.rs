//! Saving what organisers write for letters. Each save is a version of its own; one that changes nothing is none, and
//! taking an older one again is a new one that says the same.

use crate::act::Act;
use crate::connection::Conn;
use crate::error::{CommandError, StoreError};
use crate::store::Store;
use crate::tables::audit::{Entry, audit_insert};
use crate::tables::events::event_get;
use crate::tables::wordings::{NewWording, wording_get, wording_insert, wording_newest};
use futures_util::FutureExt;
use plenary_domain::ids::EventId;
use plenary_domain::policy::Action;
use plenary_domain::wording::{Part, Wording, WordingKey, WordingRefused};
use serde_json::{Map, Value, json};

type Failed = CommandError<WordingRefused>;

impl Store {
    /// Saves texts that were written while `expected` was the newest version; gives the version that counts now.
    pub async fn save_wording(
        &self,
        act: Act,
        event: EventId,
        key: WordingKey,
        (expected, typed): (i32, Wording),
    ) -> Result<i32, CommandError<WordingRefused>> {
        let read = Wording::parse(|part| typed.part(part), |field| key.kind.knows(field));
        let wording = read.map_err(|faults| CommandError::Refused(WordingRefused::Parts(faults)))?;
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(WordingRefused::NotAllowed));
        }
        self.tx(|conn, _| save(conn, act.clone(), event, &key, (expected, &wording, None)).boxed()).await
    }

    /// Takes the texts of an older version again.
    pub async fn restore_wording(
        &self,
        act: Act,
        event: EventId,
        key: WordingKey,
        (expected, version): (i32, i32),
    ) -> Result<i32, CommandError<WordingRefused>> {
        if !act.may(Action::RunEvent(event)) {
            return Err(CommandError::Refused(WordingRefused::NotAllowed));
        }
        self.tx(|conn, _| {
            let (act, key) = (act.clone(), &key);
            async move {
                let wording = wording_get(conn, event, key, version).await?;
                save(conn, act, event, key, (expected, &wording, Some(version))).await
            }
            .boxed()
        })
        .await
    }
}

async fn save(
    conn: &mut Conn,
    act: Act,
    event: EventId,
    key: &WordingKey,
    (expected, wording, restored): (i32, &Wording, Option<i32>),
) -> Result<i32, Failed> {
    let event = event_get(conn, event).await?;
    if !key.is_of(&event) {
        return Err(CommandError::Refused(WordingRefused::NotOfEvent));
    }
    let (newest, before) = wording_newest(conn, event.id, key).await?;
    if newest != expected {
        return Err(CommandError::Refused(WordingRefused::ChangedMeanwhile));
    }
    if before == *wording {
        return Ok(newest);
    }
    let version = newest.checked_add(1).ok_or(StoreError::Conflict("the version of a wording"))?;
    let saved = (act.now, act.actor.account().map(|account| account.id));
    let new = NewWording { event: event.id, key, version, wording, restored, saved };
    if !wording_insert(conn, &new).await? {
        return Err(CommandError::Refused(WordingRefused::ChangedMeanwhile));
    }
    let detail = json!({
        "letter": key.kind.code(),
        "representation_type": key.representation_type,
        "language": key.language.code(),
        "version": version,
        "restored": restored,
        "changes": changes(&before, wording),
    });
    audit_insert(conn, &act, Entry::new(event.id, "save_wording", "event", event.id).detail(detail)).await?;
    Ok(version)
}

/// Old and new of the parts that differ.
fn changes(old: &Wording, new: &Wording) -> Map<String, Value> {
    let differs = Part::ALL.iter().filter(|part| old.part(**part) != new.part(**part));
    differs.map(|part| (part.code().to_owned(), json!([old.part(*part), new.part(*part)]))).collect()
}

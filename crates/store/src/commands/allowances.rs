//! How many letters may be asked for within an hour: to one address, and from one place on the network. Who asks for more
//! goes on without a letter; who asks for very many is refused.
//!
//! Counted before the command that queues the letter, in a transaction of its own: a count that many share would
//! otherwise make all of them wait for each other's commits.

use crate::connection::Conn;
use crate::error::StoreError;
use crate::schema::draft;
use crate::store::Store;
use crate::tables::throttle::throttle_count;
use crate::tickets::hex;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::ids::EventId;
use plenary_domain::registration::RawAnswers;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The while in which letters are counted.
const WHILE: SignedDuration = SignedDuration::from_hours(1);

/// Where somebody is on the network, and how much may be asked for from there in an hour. Zero is no limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    pub source: String,
    /// Letters to one address, whoever asks for them.
    pub letters_to_one: u32,
    /// Letters to whomever.
    pub letters_from_one: u32,
    /// Requests for a letter: beyond it they are refused.
    pub forms_from_one: u32,
}

impl Allowance {
    const fn is_unlimited(&self) -> bool {
        self.letters_to_one == 0 && self.letters_from_one == 0 && self.forms_from_one == 0
    }
}

/// What may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Granted {
    Letter,
    /// All of it but the letter.
    NoLetter,
    /// Nothing, until then.
    Refused {
        until: Timestamp,
    },
}

impl Granted {
    pub const fn letter(self) -> bool {
        matches!(self, Self::Letter)
    }
}

impl Store {
    /// Counts a letter to this address.
    pub async fn ask_for_letter(
        &self,
        allowance: &Allowance,
        address: &str,
        now: Timestamp,
    ) -> Result<Granted, StoreError> {
        if allowance.is_unlimited() {
            return Ok(Granted::Letter);
        }
        self.read(|conn, _| count(conn, allowance, address, now).boxed()).await
    }

    /// The same for the letter that follows when a draft is sent. One that was sent needs no other.
    pub async fn ask_for_letter_of_draft(
        &self,
        allowance: &Allowance,
        (event, secret): (EventId, &str),
        now: Timestamp,
    ) -> Result<Granted, StoreError> {
        if allowance.is_unlimited() {
            return Ok(Granted::Letter);
        }
        self.read(|conn, _| {
            async move {
                let waiting = draft::table
                    .filter(draft::event_id.eq(event.0))
                    .filter(draft::secret.eq(secret))
                    .filter(draft::registration_id.is_null());
                let answers: Option<Value> = waiting.select(draft::answers).first(conn).await.optional()?;
                let typed = answers.and_then(|answers| serde_json::from_value::<RawAnswers>(answers).ok());
                match typed.and_then(|typed| typed.address()) {
                    Some(address) => count(conn, allowance, address.as_str(), now).await,
                    None => Ok(Granted::NoLetter),
                }
            }
            .boxed()
        })
        .await
    }
}

async fn count(
    conn: &mut Conn,
    allowance: &Allowance,
    address: &str,
    now: Timestamp,
) -> Result<Granted, StoreError> {
    let (from, to) = (format!("forms from {}", allowance.source), letters_to(address));
    let counts = throttle_count(conn, &[&from, &to], now, WHILE).await?;
    let of = |key: &str| counts.iter().find(|count| count.key == key);
    let over = |key: &str, most: u32| {
        of(key).is_some_and(|count| most > 0 && i64::from(count.failures) > i64::from(most))
    };
    if over(&from, allowance.forms_from_one) {
        let until = of(&from).map_or(now, |count| count.until.into());
        return Ok(Granted::Refused { until });
    }
    let quiet = over(&from, allowance.letters_from_one) || over(&to, allowance.letters_to_one);
    Ok(if quiet { Granted::NoLetter } else { Granted::Letter })
}

/// The table of counts is no list of addresses.
fn letters_to(address: &str) -> String {
    format!("letters to {}", hex(&Sha256::digest(address.to_lowercase().as_bytes())))
}

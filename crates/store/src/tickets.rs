//! Tickets for downloads: a file's address that works for a minute, for whoever holds it, without a cookie.
//!
//! A ticket is the file's id and a moment, signed. The key is made of a secret that all nodes find in the database and,
//! where there is one, the sealing key, so that a stolen copy of the database alone lets nobody in.

use crate::connection::Conn;
use crate::error::{StoreError, corrupt};
use crate::schema::site_secret;
use crate::seal::Sealer;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use plenary_domain::ids::FileId;
use sha2::Sha256;
use std::fmt::Write as _;
use uuid::Uuid;

/// Long enough for a slow browser to follow a redirect, short enough to be worthless in a log.
const LIFE: SignedDuration = SignedDuration::from_secs(60);
const SECRET: &str = "download";

/// What all nodes sign with.
pub(crate) async fn signing_secret(conn: &mut Conn) -> Result<Vec<u8>, StoreError> {
    secret_of(conn, SECRET).await
}

pub(crate) async fn secret_of(conn: &mut Conn, purpose: &str) -> Result<Vec<u8>, StoreError> {
    let found = site_secret::table.find(purpose).select(site_secret::secret).first(conn).await.optional()?;
    found.ok_or_else(|| corrupt("site_secret", "none for this purpose"))
}

pub(crate) fn sign(secret: &[u8], sealer: Option<&Sealer>, file: FileId, now: Timestamp) -> String {
    let until = now.saturating_add(LIFE).unwrap_or(Timestamp::MAX).as_second();
    let said = [&file.0.as_bytes()[..], &until.to_be_bytes()].concat();
    let key = keys(secret, sealer).into_iter().next().unwrap_or_default();
    let signature = mac(&key, &said).finalize().into_bytes();
    hex(&[&said[..], &signature].concat())
}

/// The file, if the ticket is ours and its time is not over.
pub(crate) fn check(secret: &[u8], sealer: Option<&Sealer>, ticket: &str, now: Timestamp) -> Option<FileId> {
    let bytes = unhex(ticket)?;
    let (said, signature) = bytes.split_at_checked(24)?;
    let ours = keys(secret, sealer).iter().any(|key| mac(key, said).verify_slice(signature).is_ok());
    let (id, until) = said.split_first_chunk::<16>()?;
    let until = i64::from_be_bytes(until.try_into().ok()?);
    (ours && now.as_second() < until).then(|| Uuid::from_bytes(*id).into())
}

/// One for each sealing key, so that a ticket outlives a change of keys.
fn keys(secret: &[u8], sealer: Option<&Sealer>) -> Vec<Vec<u8>> {
    let derived = |own: &[u8]| mac(secret, own).finalize().into_bytes().to_vec();
    match sealer {
        Some(sealer) => sealer.secrets().map(|own| derived(own)).collect(),
        None => vec![derived(b"")],
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of every length; the signature says otherwise")]
fn mac(key: &[u8], text: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any length will do");
    mac.update(b"plenary download\0");
    mac.update(text);
    mac
}

/// Two digits for each byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_good_for_its_file_for_a_minute_and_nothing_else_is() {
        let (secret, now) = ([5; 32], Timestamp::UNIX_EPOCH);
        let sealer = Sealer::parse(&Sealer::line("a", [1; 32])).unwrap();
        let file = FileId(Uuid::from_u128(77));
        let ticket = sign(&secret, Some(&sealer), file, now);
        let late = now + SignedDuration::from_secs(59);
        assert_eq!(check(&secret, Some(&sealer), &ticket, late), Some(file));
        assert_eq!(check(&secret, Some(&sealer), &ticket, now + LIFE), None, "its time is over");
        assert_eq!(check(&secret, None, &ticket, now), None, "the database alone is not enough");
        assert_eq!(check(&[6; 32], Some(&sealer), &ticket, now), None, "another house");
        for at in 0..ticket.len() {
            let mut other = ticket.clone().into_bytes();
            other[at] = if other[at] == b'0' { b'1' } else { b'0' };
            let other = String::from_utf8(other).unwrap();
            assert_eq!(check(&secret, Some(&sealer), &other, now), None, "letter {at}");
        }
        for bad in ["", "00", "zz", ticket.trim_start_matches(char::is_numeric), "é", &"0".repeat(112)] {
            assert_eq!(check(&secret, Some(&sealer), bad, now), None, "{bad}");
        }
        let rotated = format!("{},{}", Sealer::line("b", [2; 32]), Sealer::line("a", [1; 32]));
        assert_eq!(check(&secret, Some(&Sealer::parse(&rotated).unwrap()), &ticket, now), Some(file));
    }
}

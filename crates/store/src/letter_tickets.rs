//! What the button of a letter carries: a draft or a registration, when the letter was written, and a signature that also
//! covers the address. Only whoever gets letters at that address can know it, and a letter to a former address is worth
//! nothing. It is not sealed with the files' keys: a worker that only sends letters has none.

use crate::connection::Conn;
use crate::error::{StoreError, corrupt};
use crate::schema::site_secret;
use crate::tickets::{hex, unhex};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use plenary_domain::letter::LetterAbout;
use sha2::Sha256;
use uuid::Uuid;

const SECRET: &str = "address";
/// Kind, id and moment.
const SAID: usize = 1 + 16 + 8;
/// Of the signature: 128 bits are enough for what can only be tried at our own door.
const SIGNATURE: usize = 16;

pub(crate) async fn letters_secret(conn: &mut Conn) -> Result<Vec<u8>, StoreError> {
    let found = site_secret::table.find(SECRET).select(site_secret::secret).first(conn).await.optional()?;
    found.ok_or_else(|| corrupt("site_secret", "none for addresses"))
}

/// `None` for a letter about somebody whose address nobody has to prove.
pub(crate) fn sign(secret: &[u8], about: LetterAbout, address_key: &str, at: Timestamp) -> Option<String> {
    let (kind, id): (u8, Uuid) = match about {
        LetterAbout::Draft(id) => (b'd', id.0),
        LetterAbout::Registration(id) => (b'r', id.0),
        LetterAbout::Speaker(_) | LetterAbout::Account(_) => return None,
    };
    let said = [&[kind][..], id.as_bytes(), &at.as_second().to_be_bytes()].concat();
    let signature = mac(secret, &said, address_key).finalize().into_bytes();
    let short: Vec<u8> = signature.into_iter().take(SIGNATURE).collect();
    Some(hex(&[said, short].concat()))
}

/// A ticket that was read. Whether it is ours can be told when the address is known.
pub(crate) struct Ticket {
    pub(crate) about: LetterAbout,
    /// When the letter was queued.
    pub(crate) at: Timestamp,
    said: Vec<u8>,
    signature: Vec<u8>,
}

impl Ticket {
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bytes = unhex(text)?;
        let (said, signature) = bytes.split_at_checked(SAID)?;
        let (kind, rest) = said.split_first()?;
        let (id, at) = rest.split_first_chunk::<16>()?;
        let id = Uuid::from_bytes(*id);
        let about = match kind {
            b'd' => LetterAbout::Draft(id.into()),
            b'r' => LetterAbout::Registration(id.into()),
            _ => return None,
        };
        let at = Timestamp::from_second(i64::from_be_bytes(at.try_into().ok()?)).ok()?;
        (signature.len() == SIGNATURE).then(|| Self {
            about,
            at,
            said: said.to_vec(),
            signature: signature.to_vec(),
        })
    }

    pub(crate) fn is_for(&self, secret: &[u8], address_key: &str) -> bool {
        mac(secret, &self.said, address_key).verify_truncated_left(&self.signature).is_ok()
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of every length; the signature says otherwise")]
fn mac(key: &[u8], said: &[u8], address_key: &str) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any length will do");
    mac.update(b"plenary letter\0");
    mac.update(said);
    mac.update(address_key.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_domain::ids::{AccountId, DraftId};

    #[test]
    fn a_ticket_is_for_its_draft_and_its_address_and_nothing_else_is() {
        let (secret, at) = ([5; 32], Timestamp::UNIX_EPOCH);
        let about = LetterAbout::Draft(DraftId(Uuid::from_u128(77)));
        let ticket = sign(&secret, about, "a@example.org", at).unwrap();
        let read = Ticket::read(&ticket).unwrap();
        assert_eq!((read.about, read.at), (about, at));
        assert!(read.is_for(&secret, "a@example.org"));
        assert!(!read.is_for(&secret, "b@example.org"), "another address");
        assert!(!read.is_for(&[6; 32], "a@example.org"), "another house");
        for place in 0..ticket.len() {
            let mut other = ticket.clone().into_bytes();
            other[place] = if other[place] == b'0' { b'1' } else { b'0' };
            let other = Ticket::read(&String::from_utf8(other).unwrap());
            assert!(!other.is_some_and(|other| other.is_for(&secret, "a@example.org")), "letter {place}");
        }
        let short: String = ticket.chars().take(80).collect();
        for bad in ["", "00", "zz", "é", &short, &format!("{ticket}00")] {
            assert!(Ticket::read(bad).is_none(), "{bad}");
        }
        let account = LetterAbout::Account(AccountId(Uuid::from_u128(5)));
        assert_eq!(sign(&secret, account, "a@example.org", at), None);
    }
}

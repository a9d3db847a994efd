//! What agendas in cookies are signed with, so that nobody puts another's number or a thousand stars into one.
//!
//! The key is made of a secret that all nodes find in the database and, where there is one, the sealing key.

use crate::error::{StoreError, corrupt};
use crate::seal::Sealer;
use crate::store::Store;
use crate::tables::my_agenda::my_agenda_secret;
use crate::tickets::hex;
use diesel::OptionalExtension;
use futures_util::FutureExt;
use hmac::{Hmac, KeyInit, Mac};
use plenary_domain::ids::EventId;
use sha2::Sha256;

/// Enough to be out of reach, and short in every request.
const SIGNATURE: usize = 16;

/// Signs what a browser keeps for one event.
#[derive(Clone)]
pub struct StarKey {
    /// One for each sealing key, so that a cookie outlives a change of keys; the first signs.
    keys: Vec<Vec<u8>>,
}

impl Store {
    /// The same on all nodes, and for as long as the keys stay.
    pub async fn star_key(&self) -> Result<StarKey, StoreError> {
        let secret = self.read(|conn, _| {
            async move { my_agenda_secret(conn).await.optional().map_err(StoreError::from) }.boxed()
        });
        let secret = secret.await?.ok_or_else(|| corrupt("site_secret", "none for agendas"))?;
        Ok(StarKey::new(&secret, self.sealer()))
    }
}

impl StarKey {
    fn new(secret: &[u8], sealer: Option<&Sealer>) -> Self {
        let derived = |own: &[u8]| mac(secret, own).finalize().into_bytes().to_vec();
        let keys = match sealer {
            Some(sealer) => sealer.secrets().map(|own| derived(own)).collect(),
            None => vec![derived(b"")],
        };
        Self { keys }
    }

    /// In hexadecimal digits.
    pub fn sign(&self, event: EventId, text: &str) -> String {
        self.keys.first().map(|key| signature(key, event, text)).unwrap_or_default()
    }

    pub fn verify(&self, event: EventId, text: &str, signed: &str) -> bool {
        // Compared by its hash, so that the time it takes tells nothing about the right one.
        let hash = |text: &str| mac(b"compare", text.as_bytes()).finalize();
        !signed.is_empty() && self.keys.iter().any(|key| hash(&signature(key, event, text)) == hash(signed))
    }
}

fn signature(key: &[u8], event: EventId, text: &str) -> String {
    let said = [event.0.as_bytes(), text.as_bytes()].concat();
    let bytes = mac(key, &said).finalize().into_bytes();
    hex(bytes.get(..SIGNATURE).unwrap_or_default())
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of every length; the signature says otherwise")]
fn mac(key: &[u8], text: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any length will do");
    mac.update(b"plenary my agenda\0");
    mac.update(text);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_is_signed_is_good_for_its_event_and_its_words_only() {
        let sealer = Sealer::parse(&Sealer::line("a", [1; 32])).unwrap();
        let key = StarKey::new(&[5; 32], Some(&sealer));
        let (event, other) = (EventId(Uuid::from_u128(1)), EventId(Uuid::from_u128(2)));
        let signed = key.sign(event, "1.2");
        assert!(key.verify(event, "1.2", &signed));
        for (event, text, signed) in [
            (event, "1.3", signed.as_str()),
            (other, "1.2", &signed),
            (event, "1.2", ""),
            (event, "1.2", "00"),
            (event, "1.2", &signed.to_uppercase()),
        ] {
            assert!(!key.verify(event, text, signed), "{text} {signed}");
        }
        assert!(!StarKey::new(&[5; 32], None).verify(event, "1.2", &signed), "the database is not enough");
        let rotated = format!("{},{}", Sealer::line("b", [2; 32]), Sealer::line("a", [1; 32]));
        assert!(
            StarKey::new(&[5; 32], Some(&Sealer::parse(&rotated).unwrap())).verify(event, "1.2", &signed)
        );
    }
}

//! Return paths: each letter has an address of its own for reports about it, `bounces+…@`, signed so that nobody can make
//! us believe that a letter came back which he did not get.
//!
//! Signed as tickets are: with a secret of the database and the sealing key, where there is one.

use crate::error::StoreError;
use crate::seal::Sealer;
use crate::store::Store;
use crate::tickets::{hex, secret_of, unhex};
use futures_util::FutureExt;
use hmac::{Hmac, KeyInit, Mac};
use plenary_domain::ids::LetterId;
use sha2::Sha256;
use uuid::Uuid;

const SECRET: &str = "return_path";
/// Octets of the signature: 64 bits, tried over SMTP, are out of reach; the whole must fit into the part before the @.
const SIGNED: usize = 8;
/// Characters of a token.
pub const RETURN_TOKEN: usize = 2 * (16 + SIGNED);

/// Makes and knows the tokens of letters.
#[derive(Clone)]
pub struct Returns {
    keys: Vec<Vec<u8>>,
}

impl Store {
    /// What return paths are signed with.
    pub async fn returns(&self) -> Result<Returns, StoreError> {
        let secret = self.read(|conn, _| secret_of(conn, SECRET).boxed()).await?;
        Ok(Returns::new(&secret, self.sealer()))
    }
}

impl Returns {
    fn new(secret: &[u8], sealer: Option<&Sealer>) -> Self {
        let derived = |own: &[u8]| mac(secret, own).finalize().into_bytes().to_vec();
        let keys = match sealer {
            Some(sealer) => sealer.secrets().map(|own| derived(own)).collect(),
            None => vec![derived(b"")],
        };
        Self { keys }
    }

    /// Small letters and digits only: mail servers change the case of addresses.
    pub fn token(&self, letter: LetterId) -> String {
        let key = self.keys.first().map(Vec::as_slice).unwrap_or_default();
        let signature = mac(key, letter.0.as_bytes()).finalize().into_bytes();
        let short: Vec<u8> = signature.into_iter().take(SIGNED).collect();
        hex(&[&letter.0.as_bytes()[..], &short].concat())
    }

    /// The letter, if the token is ours.
    pub fn letter(&self, token: &str) -> Option<LetterId> {
        let bytes = unhex(&token.to_ascii_lowercase())?;
        let (id, signature) = bytes.split_first_chunk::<16>()?;
        let whole = signature.len() == SIGNED;
        let ours = self.keys.iter().any(|key| mac(key, id).verify_truncated_left(signature).is_ok());
        (whole && ours).then(|| Uuid::from_bytes(*id).into())
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of every length; the signature says otherwise")]
fn mac(key: &[u8], text: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any length will do");
    mac.update(b"plenary return path\0");
    mac.update(text);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_letter_and_no_other_token_does() {
        let sealer = Sealer::parse(&Sealer::line("a", [1; 32])).unwrap();
        let returns = Returns::new(&[5; 32], Some(&sealer));
        let letter = LetterId(Uuid::from_u128(77));
        let token = returns.token(letter);
        assert_eq!((token.len(), returns.letter(&token)), (RETURN_TOKEN, Some(letter)));
        assert_eq!(returns.letter(&token.to_uppercase()), Some(letter));
        assert_eq!(Returns::new(&[5; 32], None).letter(&token), None, "the database alone is not enough");
        assert_eq!(Returns::new(&[6; 32], Some(&sealer)).letter(&token), None, "another house");
        let rotated = format!("{},{}", Sealer::line("b", [2; 32]), Sealer::line("a", [1; 32]));
        assert_eq!(
            Returns::new(&[5; 32], Some(&Sealer::parse(&rotated).unwrap())).letter(&token),
            Some(letter)
        );
        for at in 0..token.len() {
            let mut other = token.clone().into_bytes();
            other[at] = if other[at] == b'0' { b'1' } else { b'0' };
            assert_eq!(returns.letter(&String::from_utf8(other).unwrap()), None, "letter {at}");
        }
        let cut = |length| token.chars().take(length).collect::<String>();
        for bad in ["", "0", "zz", &cut(46), &format!("{token}00"), &cut(32), &"0".repeat(48), "é"] {
            assert_eq!(returns.letter(bad), None, "{bad}");
        }
    }
}

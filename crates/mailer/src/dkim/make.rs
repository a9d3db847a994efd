//! New keys.

use super::DkimAlgorithm;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::Ed25519KeyPair;
use rsa::PrivateKey;
use rsa::pkcs8::EncodePrivateKey;

/// Receivers must take 2048 bits, and a longer key does not fit into one UDP answer.
const BITS: usize = 2048;

/// The machine gave no random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no key could be made")]
pub struct NewKeyError;

/// A private key in PEM (PKCS #8).
#[allow(
    clippy::disallowed_methods,
    reason = "a key is made by a command at the prompt, and must not be repeatable"
)]
pub fn new_key(algorithm: DkimAlgorithm) -> Result<String, NewKeyError> {
    let der = match algorithm {
        DkimAlgorithm::Ed25519 => {
            let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| NewKeyError)?;
            made.as_ref().to_vec()
        }
        DkimAlgorithm::Rsa => {
            let key = PrivateKey::new(&mut rand::rng(), BITS).map_err(|_| NewKeyError)?;
            key.to_pkcs8_der().map_err(|_| NewKeyError)?.as_bytes().to_vec()
        }
    };
    Ok(pem(&der))
}

fn pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<_> = text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"))
}

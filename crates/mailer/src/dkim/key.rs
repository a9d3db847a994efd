//! Keys: read from PEM as `plenary dkim new` and OpenSSL write it, and shown as the record that receivers look up.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;

/// How a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DkimAlgorithm {
    Rsa,
    Ed25519,
}

impl DkimAlgorithm {
    pub const ALL: [Self; 2] = [Self::Rsa, Self::Ed25519];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Rsa => "rsa-sha256",
            Self::Ed25519 => "ed25519-sha256",
        }
    }

    /// As in a record and in the command.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }
}

/// What is wrong with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DkimKeyError {
    #[error("the selector may have small letters, digits, - and ., as in s2026")]
    Selector,
    #[error("no private key in PEM: `plenary dkim new` makes one")]
    Pem,
    #[error("neither an RSA key of 2048 to 4096 bits nor an Ed25519 key")]
    Kind,
}

enum Pair {
    Rsa(RsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A private key and the name under which its other half stands in the DNS.
pub struct DkimKey {
    selector: String,
    pair: Pair,
}

impl DkimKey {
    /// `BEGIN PRIVATE KEY` or `BEGIN RSA PRIVATE KEY`.
    pub fn parse(selector: &str, pem: &[u8]) -> Result<Self, DkimKeyError> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
        let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let fine = selector.len() <= 63 && selector.chars().all(plain);
        if !fine || !ends(selector.chars().next()) || !ends(selector.chars().last()) {
            return Err(DkimKeyError::Selector);
        }
        let der = PrivateKeyDer::from_pem_slice(pem).map_err(|_| DkimKeyError::Pem)?;
        let pair = match &der {
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()).ok().map(Pair::Rsa),
            PrivateKeyDer::Pkcs8(der) => {
                let der = der.secret_pkcs8_der();
                // OpenSSL leaves the public half out.
                let small = || Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).ok().map(Pair::Ed25519);
                RsaKeyPair::from_pkcs8(der).ok().map(Pair::Rsa).or_else(small)
            }
            _ => None,
        };
        let pair = pair.ok_or(DkimKeyError::Kind)?;
        Ok(Self { selector: selector.to_owned(), pair })
    }

    pub fn selector(&self) -> &str {
        &self.selector
    }

    pub const fn algorithm(&self) -> DkimAlgorithm {
        match self.pair {
            Pair::Rsa(_) => DkimAlgorithm::Rsa,
            Pair::Ed25519(_) => DkimAlgorithm::Ed25519,
        }
    }

    /// Where receivers look for the other half.
    pub fn record_name(&self, domain: &str) -> String {
        format!("{}._domainkey.{domain}", self.selector)
    }

    /// What has to stand there, as TXT.
    pub fn record(&self) -> String {
        format!("v=DKIM1; k={}; p={}", self.algorithm().name(), self.public())
    }

    /// The public half in base64.
    pub fn public(&self) -> String {
        match &self.pair {
            Pair::Rsa(pair) => STANDARD.encode(key_info(pair.public_key().as_ref())),
            Pair::Ed25519(pair) => STANDARD.encode(pair.public_key().as_ref()),
        }
    }

    pub(super) fn sign(&self, text: &[u8]) -> Option<Vec<u8>> {
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                let random = SystemRandom::new();
                pair.sign(&RSA_PKCS1_SHA256, &random, text, &mut signature).ok()?;
                Some(signature)
            }
            // RFC 8463: the hash is signed, not the text.
            Pair::Ed25519(pair) => Some(pair.sign(digest(&SHA256, text).as_ref()).as_ref().to_vec()),
        }
    }
}

/// An RSA key in the wrapping that receivers expect (`SubjectPublicKeyInfo`).
fn key_info(key: &[u8]) -> Vec<u8> {
    /// SEQUENCE { OID rsaEncryption, NULL }
    const RSA: [u8; 15] =
        [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = [&[0], key].concat();
    wrapped(0x30, &[&RSA[..], &wrapped(0x03, &bits)].concat())
}

fn wrapped(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut out = vec![tag];
    match (length.as_slice(), u8::try_from(length.len())) {
        ([short], _) if *short < 0x80 => out.push(*short),
        (long, Ok(count)) => {
            out.push(0x80 | count);
            out.extend_from_slice(long);
        }
        _ => {}
    }
    out.extend_from_slice(content);
    out
}

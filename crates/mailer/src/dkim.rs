//! Signatures that let receivers see that a letter comes from the sender's domain and was not changed on the way:
//! DKIM (RFC 6376) with RSA and Ed25519 (RFC 8463), relaxed in header and body.
//!
//! A letter that is written twice is signed twice with the same result: the moment in the signature is that of the
//! letter, and both algorithms are deterministic.

mod canonical;
mod key;
mod make;

#[cfg(test)]
mod tests;

pub use key::{DkimAlgorithm, DkimKey, DkimKeyError};
pub use make::{NewKeyError, new_key};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use canonical::{body, header, headers};
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use std::sync::Arc;

/// What is signed if it is there. Those that a forger would like to add are listed once more than they occur, so that a
/// second one breaks the signature.
const SIGNED: [&str; 13] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Language",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];
const ONCE: [&str; 5] = ["From", "To", "Subject", "Date", "Reply-To"];
/// Columns of the base64 in a signature.
const COLUMNS: usize = 72;

/// Signs for one domain, with each of its keys.
#[derive(Clone)]
pub(crate) struct Signer {
    domain: String,
    keys: Arc<[DkimKey]>,
}

impl Signer {
    /// `None` without a key.
    pub(crate) fn new(domain: &str, keys: Arc<[DkimKey]>) -> Option<Self> {
        (!keys.is_empty()).then(|| Self { domain: domain.to_ascii_lowercase(), keys })
    }

    /// The message with its signatures in front. A key that can't sign leaves the letter as it is: unsigned mail may be
    /// doubted, mail that is not sent is missed.
    pub(crate) fn sign(&self, message: Vec<u8>, at: Timestamp) -> Vec<u8> {
        let mut signatures = Vec::new();
        for key in self.keys.iter() {
            if let Some(signature) = self.signature(key, &message, at) {
                signatures.extend_from_slice(signature.as_bytes());
            } else {
                tracing::error!(selector = key.selector(), "a letter could not be signed");
            }
        }
        if signatures.is_empty() {
            return message;
        }
        signatures.extend_from_slice(&message);
        signatures
    }

    fn signature(&self, key: &DkimKey, message: &[u8], at: Timestamp) -> Option<String> {
        let (head, text) = canonical::split(message)?;
        let there = headers(head);
        let mut names = Vec::new();
        let mut said = Vec::new();
        for name in SIGNED {
            let mut times = 0;
            for (_, raw) in there.iter().rev().filter(|(other, _)| other.eq_ignore_ascii_case(name)) {
                said.extend_from_slice(&header(name, raw));
                said.extend_from_slice(b"\r\n");
                times += 1;
            }
            let extra = usize::from(ONCE.contains(&name));
            names.extend(std::iter::repeat_n(name, times + extra));
        }
        let hash = STANDARD.encode(digest(&SHA256, &body(text)));
        let value = format!(
            "v=1; a={}; c=relaxed/relaxed; d={};\r\n\ts={}; t={};\r\n\th={};\r\n\tbh={hash};\r\n\tb=",
            key.algorithm().code(),
            self.domain,
            key.selector(),
            at.as_second(),
            folded_names(&names),
        );
        said.extend_from_slice(&header("DKIM-Signature", value.as_bytes()));
        let signed = STANDARD.encode(key.sign(&said)?);
        Some(format!("DKIM-Signature: {value}{}\r\n", folded(&signed)))
    }
}

fn folded_names(names: &[&str]) -> String {
    let lines: Vec<String> = names.chunks(5).map(|some| some.join(":")).collect();
    lines.join(":\r\n\t\t")
}

fn folded(text: &str) -> String {
    let pieces: Vec<String> =
        text.as_bytes().chunks(COLUMNS).map(|piece| String::from_utf8_lossy(piece).into_owned()).collect();
    pieces.join("\r\n\t\t")
}

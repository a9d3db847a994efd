//! Sealing what a copy of the database or of the files must not tell: XChaCha20-Poly1305 with keys from the
//! configuration.
//!
//! There may be several keys: the first one seals, all of them open, and the name of the key stands beside what it
//! has sealed, so that keys can be changed while the program runs. What is sealed belongs to one place, a column of one
//! row: moved to another it can't be opened. The number used once comes from the caller's `Ids`, like all chance.

use crate::error::StoreError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Bytes of the number used once, which stands in front of what is sealed with it.
const NONCE: usize = 24;
const LONGEST_NAME: usize = 40;

/// Why a list of keys is none. No text repeats a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeysRefused {
    #[error("there is no key in it")]
    Empty,
    #[error("key number {0} is not of the form name:key")]
    NotNamed(usize),
    #[error("the name of key number {0} is not 1 to 40 of letters, digits, hyphens, points and underscores")]
    BadName(usize),
    #[error("the key \"{0}\" is not 32 bytes in base64")]
    BadKey(String),
    #[error("there are two keys of the name \"{0}\"")]
    Twice(String),
}

struct Key {
    name: String,
    bytes: Zeroizing<[u8; 32]>,
}

/// The keys: the first seals, all open. A clone shares them.
#[derive(Clone)]
pub struct Sealer {
    first: Arc<Key>,
    others: Arc<[Key]>,
}

/// Names only.
impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys().map(|key| &key.name)).finish()
    }
}

/// A column of one row, to which what is sealed belongs; and where a row has several of them, which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot<'a> {
    column: &'static str,
    row: Uuid,
    part: &'a str,
}

impl Slot<'static> {
    pub(crate) const fn new(column: &'static str, row: Uuid) -> Self {
        Self { column, row, part: "" }
    }
}

impl<'a> Slot<'a> {
    pub(crate) const fn part(column: &'static str, row: Uuid, part: &'a str) -> Self {
        Self { column, row, part }
    }

    pub(crate) fn bound(self) -> String {
        match self.part {
            "" => format!("{}:{}", self.column, self.row),
            part => format!("{}:{}/{part}", self.column, self.row),
        }
    }
}

/// What is kept instead of the plain bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub(crate) key: String,
    pub(crate) bytes: Vec<u8>,
}

impl Sealer {
    /// Keys as `name:base64`, with commas or line ends between them; what follows `#` on a line is a comment.
    ///
    /// # Errors
    /// What is wrong with the first of them that is.
    pub fn parse(text: &str) -> Result<Self, KeysRefused> {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
        let entries = lines.flat_map(|line| line.split(',')).map(str::trim).filter(|entry| !entry.is_empty());
        let mut keys: Vec<Key> = Vec::new();
        for (entry, number) in entries.zip(1..) {
            let key = parse_key(entry, number)?;
            if keys.iter().any(|other| other.name == key.name) {
                return Err(KeysRefused::Twice(key.name));
            }
            keys.push(key);
        }
        let mut keys = keys.into_iter();
        let first = keys.next().ok_or(KeysRefused::Empty)?;
        Ok(Self { first: Arc::new(first), others: keys.collect() })
    }

    /// A line for the configuration, of bytes that nobody can guess.
    pub fn line(name: &str, bytes: [u8; 32]) -> String {
        format!("{name}:{}", STANDARD.encode(Zeroizing::new(bytes)))
    }

    /// The name of the key that seals.
    pub fn first(&self) -> &str {
        &self.first.name
    }

    /// All names, the one that seals first.
    pub fn names(&self) -> Vec<&str> {
        self.keys().map(|key| key.name.as_str()).collect()
    }

    pub(crate) fn seal(
        &self,
        slot: Slot<'_>,
        nonce: [u8; NONCE],
        plain: &[u8],
    ) -> Result<Sealed, StoreError> {
        let cipher = XChaCha20Poly1305::new(&(*self.first.bytes).into());
        let bound = slot.bound();
        let payload = Payload { msg: plain, aad: bound.as_bytes() };
        // Fails only for texts that no memory holds.
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| StoreError::Sealed("it is too long to be sealed".to_owned()))?;
        let mut bytes = Vec::with_capacity(NONCE + sealed.len());
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&sealed);
        Ok(Sealed { key: self.first.name.clone(), bytes })
    }

    pub(crate) fn open(&self, slot: Slot<'_>, key: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let key = self
            .keys()
            .find(|known| known.name == key)
            .ok_or_else(|| StoreError::Sealed(format!("the key \"{key}\" is not configured")))?;
        let broken =
            || StoreError::Sealed(format!("{} can't be opened: it was changed or moved", slot.bound()));
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>().ok_or_else(broken)?;
        let bound = slot.bound();
        let payload = Payload { msg: rest, aad: bound.as_bytes() };
        let cipher = XChaCha20Poly1305::new(&(*key.bytes).into());
        cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| broken())
    }

    /// The bytes of every key, the first one first: signatures are made with what only we know.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &[u8; 32]> {
        self.keys().map(|key| &*key.bytes)
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&*self.first).chain(self.others.iter())
    }
}

fn parse_key(entry: &str, number: usize) -> Result<Key, KeysRefused> {
    let (name, coded) = entry.split_once(':').ok_or(KeysRefused::NotNamed(number))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if !(1..=LONGEST_NAME).contains(&name.len()) || !name.chars().all(plain) {
        return Err(KeysRefused::BadName(number));
    }
    let bad = || KeysRefused::BadKey(name.to_owned());
    let bytes = Zeroizing::new(STANDARD.decode(coded.trim()).map_err(|_| bad())?);
    let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| bad())?;
    Ok(Key { name: name.to_owned(), bytes: Zeroizing::new(bytes) })
}

#[cfg(test)]
mod tests;

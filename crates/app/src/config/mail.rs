//! How letters are sent, beyond the mail server's address.

use super::values::{self, Reader};
use super::{BOUNCES, BOUNCES_URL, DKIM, DNS, DOMAIN_HANDS, DOMAIN_RATE, MAIL_HANDS, MAIL_LEASE};
use anyhow::{Context, Result, anyhow};
use jiff::SignedDuration;
use plenary_mailer::{DkimKey, DomainLimits};
use std::net::SocketAddr;
use std::path::PathBuf;

/// No `Debug`: the address of the mailbox may hold a password.
#[derive(Clone)]
pub(crate) struct MailConfig {
    /// Selector and file.
    dkim: Vec<(String, PathBuf)>,
    pub(crate) bounces: Option<String>,
    pub(crate) mailbox: Option<String>,
    pub(crate) dns: Option<SocketAddr>,
    pub(crate) hands: usize,
    pub(crate) lease: SignedDuration,
    pub(crate) domains: DomainLimits,
}

impl MailConfig {
    pub(super) fn read(reader: &Reader<'_>) -> Result<Self> {
        let lease = reader.or(&MAIL_LEASE, 120, |text| values::number(text, 6, 3600))?;
        Ok(Self {
            dkim: reader.or(&DKIM, Vec::new(), values::key_files)?,
            bounces: reader.get(&BOUNCES, values::bounces)?,
            mailbox: reader.get(&BOUNCES_URL, values::imap_url)?,
            dns: reader.get(&DNS, |text| text.parse().ok())?,
            hands: reader.or(&MAIL_HANDS, 8, |text| values::number(text, 1, 64))?,
            lease: SignedDuration::from_secs(lease),
            domains: DomainLimits {
                hands: reader.or(&DOMAIN_HANDS, 2, |text| values::number(text, 1, 64))?,
                per_minute: reader.or(&DOMAIN_RATE, 600, |text| values::number(text, 1, 1_000_000))?,
            },
        })
    }

    /// Reads the keys that sign letters.
    ///
    /// # Errors
    /// Names the file that can't be read or holds no key.
    pub(crate) fn keys(&self) -> Result<Vec<DkimKey>> {
        let read = |(selector, file): &(String, PathBuf)| {
            let shown = file.display();
            let pem = std::fs::read(file).with_context(|| format!("PLENARY_DKIM: {shown} can't be read"))?;
            DkimKey::parse(selector, &pem)
                .map_err(|error| anyhow!("PLENARY_DKIM: {selector}={shown}: {error}"))
        };
        self.dkim.iter().map(read).collect()
    }
}

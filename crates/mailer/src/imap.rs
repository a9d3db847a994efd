//! Fetching reports out of a mailbox: as much IMAP (RFC 3501) as that takes, with a limit for everything that a server
//! could do without end.
//!
//! A client crate was decided against: those that are kept bring a parser for the whole protocol and a second runtime's
//! traits, for five commands.

mod dialogue;

#[cfg(test)]
mod tests;

use crate::bounces::{ReportOutcome, take_report};
use dialogue::{Dialogue, ImapError};
use plenary_store::Store;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::Url;

/// For one look into the mailbox.
const VISIT: Duration = Duration::from_mins(2);
/// Messages of one visit; the next one comes soon.
const AT_ONCE: usize = 50;

/// Where reports arrive.
pub struct Mailbox {
    host: String,
    port: u16,
    tls: bool,
    user: String,
    password: String,
    folder: String,
}

impl Mailbox {
    /// `imaps://user:password@host/INBOX`, or `imap://` to this machine. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let tls = match url.scheme() {
            "imaps" => true,
            "imap" => false,
            _ => return None,
        };
        let plain = |text: &str| {
            let decoded = crate::smtp::decoded(text);
            (!decoded.is_empty() && !decoded.chars().any(char::is_control)).then_some(decoded)
        };
        let host = url.host_str()?.trim_start_matches('[').trim_end_matches(']').to_owned();
        let folder = plain(url.path().trim_matches('/')).unwrap_or_else(|| "INBOX".to_owned());
        Some(Self {
            port: url.port().unwrap_or(if tls { 993 } else { 143 }),
            host,
            tls,
            user: plain(url.username())?,
            password: plain(url.password()?)?,
            folder,
        })
    }

    /// Takes the reports that are there, and marks every message as seen that was understood or is none. Messages stay in
    /// the mailbox. Returns how many letters were marked.
    ///
    /// # Errors
    /// In words without the password: the visit is repeated later.
    pub async fn visit(&self, store: &Store, now: jiff::Timestamp) -> Result<usize, String> {
        match timeout(VISIT, self.look(store, now)).await {
            Ok(done) => done.map_err(|error| error.to_string()),
            Err(_) => Err(format!("not done within {} s", VISIT.as_secs())),
        }
    }

    async fn look(&self, store: &Store, now: jiff::Timestamp) -> Result<usize, ImapError> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        if !self.tls {
            return self.reports(Dialogue::new(stream), store, now).await;
        }
        let name = ServerName::try_from(self.host.clone()).map_err(|_| ImapError::Answer)?;
        let stream = connector()?.connect(name, stream).await?;
        self.reports(Dialogue::new(stream), store, now).await
    }

    async fn reports<S>(
        &self,
        mut server: Dialogue<S>,
        store: &Store,
        now: jiff::Timestamp,
    ) -> Result<usize, ImapError>
    where
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    {
        server.greeting().await?;
        server.login(&self.user, &self.password).await?;
        server.select(&self.folder).await?;
        let mut marked = 0;
        for uid in server.unseen().await?.into_iter().take(AT_ONCE) {
            let Some(message) = server.fetch(uid).await? else { continue };
            let outcome = take_report(store, &message, &[], now).await;
            let outcome = outcome.map_err(|error| ImapError::Database(error.to_string()))?;
            marked += usize::from(outcome == ReportOutcome::Marked);
            server.seen(uid).await?;
        }
        server.logout().await;
        Ok(marked)
    }
}

/// With the certificates of the system.
fn connector() -> Result<TlsConnector, ImapError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| ImapError::Answer)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

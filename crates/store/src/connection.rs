//! One connection: address, TLS, time limits.
//!
//! Time limits are set at several levels because each of them can fail alone: the server's own (statement, lock,
//! idle in transaction), TCP's (a peer that no longer answers) and, in `store.rs`, ours (a server that is frozen).
//! TLS follows the URL's `sslmode`; with `require` the chain and the name are checked against the certificates of
//! the system, or those that `SSL_CERT_FILE` names.

use crate::error::StoreError;
use crate::store::StoreOptions;
use diesel::ConnectionError;
use diesel::connection::InstrumentationEvent;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio_postgres::Config;
use tokio_postgres::error::SqlState;
use tokio_postgres_rustls::MakeRustlsConnect;

pub(crate) type Conn = AsyncPgConnection;
type Stream = <MakeRustlsConnect as tokio_postgres::tls::MakeTlsConnect<tokio_postgres::Socket>>::Stream;
pub(crate) type Raw = (tokio_postgres::Client, tokio_postgres::Connection<tokio_postgres::Socket, Stream>);

/// To one address; the network should answer much faster.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// Data that nobody acknowledges for so long means that the peer is gone.
const TCP_USER_TIMEOUT: Duration = Duration::from_secs(4);
/// Silence after which the system asks whether the peer is still there.
const KEEPALIVE: Duration = Duration::from_secs(15);

/// Opens connections, always on the runtime where it was made.
pub(crate) struct Connector {
    limited: Config,
    unlimited: Config,
    tls: MakeRustlsConnect,
    home: Handle,
}

impl Connector {
    pub(crate) fn new(options: &StoreOptions) -> Result<Self, StoreError> {
        let mut config: Config = options
            .url
            .parse()
            .map_err(|error: tokio_postgres::Error| StoreError::Database(error.to_string()))?;
        config
            .connect_timeout(CONNECT_TIMEOUT)
            .tcp_user_timeout(TCP_USER_TIMEOUT)
            .keepalives(true)
            .keepalives_idle(KEEPALIVE)
            .keepalives_interval(Duration::from_secs(5))
            .keepalives_retries(3);
        if config.get_application_name().is_none() {
            config.application_name("plenary");
        }
        let statement_ms = options.statement_timeout.as_millis();
        let limits = format!(
            "-c statement_timeout={statement_ms} -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000"
        );
        let with = |own: &str| {
            let mut config = config.clone();
            let given = config.get_options().unwrap_or_default().to_owned();
            config.options(format!("{given} {own}").trim());
            config
        };
        let unlimited = with("-c statement_timeout=0 -c lock_timeout=0");
        let home = Handle::try_current().map_err(|error| StoreError::Database(error.to_string()))?;
        Ok(Self { limited: with(&limits), unlimited, tls: MakeRustlsConnect::new(tls()?), home })
    }

    /// A connection for the pool, with all time limits.
    pub(crate) async fn pooled(&self, queries: Arc<AtomicU64>) -> Result<Conn, ConnectionError> {
        let mut conn = self.diesel(self.limited.clone()).await?;
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                queries.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(conn)
    }

    /// A connection for migrations, which may take as long as they need.
    pub(crate) async fn patient(&self) -> Result<Conn, StoreError> {
        self.diesel(self.unlimited.clone()).await.map_err(|error| match error {
            ConnectionError::InvalidConnectionUrl(why) => StoreError::Database(why),
            _ => StoreError::Busy,
        })
    }

    /// A connection to listen on, without diesel.
    pub(crate) async fn raw(&self) -> Result<Raw, tokio_postgres::Error> {
        self.limited.connect(self.tls.clone()).await
    }

    pub(crate) fn home(&self) -> &Handle {
        &self.home
    }

    async fn diesel(&self, config: Config) -> Result<Conn, ConnectionError> {
        let tls = self.tls.clone();
        let make = async move {
            let (client, connection) = config.connect(tls).await.map_err(|error| connect_error(&error))?;
            AsyncPgConnection::try_from_client_and_connection(client, connection).await
        };
        let lost = |error: tokio::task::JoinError| ConnectionError::BadConnection(error.to_string());
        self.home.spawn(make).await.map_err(lost)?
    }
}

/// Tells a wrong address or password, which no waiting mends, from a database that is away.
fn connect_error(error: &tokio_postgres::Error) -> ConnectionError {
    let wrong = [
        SqlState::INVALID_PASSWORD,
        SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
        SqlState::INVALID_CATALOG_NAME,
        SqlState::UNDEFINED_OBJECT,
    ];
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let text = format!("{error}: {source}");
    if error.code().is_some_and(|code| wrong.contains(code)) {
        ConnectionError::InvalidConnectionUrl(text)
    } else {
        ConnectionError::BadConnection(text)
    }
}

pub(crate) fn tls() -> Result<rustls::ClientConfig, StoreError> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // A certificate that rustls can't read is one that it will not trust; the others still work.
        if roots.add(certificate).is_err() {
            tracing::debug!("a certificate of the system was not understood");
        }
    }
    Ok(rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| StoreError::Database(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

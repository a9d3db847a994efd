//! The database that a command works with: the one that `DATABASE_URL` names, or a private one under `PLENARY_DATA`.
//!
//! A private one belongs to the `serve` that started it. So that `plenary organiser invite` works in a second
//! terminal, `serve` leaves the address in a file beside the data, which is removed when it stops.

use crate::config::Config;
use crate::vault;
use anyhow::{Context, Result, bail};
use plenary_local_postgres::{Durability, LocalPostgres, LocalPostgresError, Options};
use plenary_store::{Store, StoreError, StoreOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::time::Duration;
use tokio::time::Instant;

/// Beside the pool: listening, migrations, somebody with psql.
const OTHER_CONNECTIONS: usize = 20;
/// A database and its users often start together, in any order.
const PATIENCE: Duration = Duration::from_secs(30);
const NAME: &str = "postgres";
const ADDRESS_FILE: &str = "database.url";

pub(crate) struct Database {
    pub(crate) store: Store,
    private: Option<LocalPostgres>,
    address_file: Option<PathBuf>,
}

impl Database {
    /// For `serve`: starts the private one if none is named. A second `serve` is refused.
    pub(crate) async fn own(config: &Config) -> Result<Self> {
        let Some(url) = config.database_url.clone() else {
            let private = start(config).await??;
            let address_file = config.data.join(ADDRESS_FILE);
            let url = private.url(NAME);
            leave_address(&address_file, &url)
                .with_context(|| format!("{} can't be written", address_file.display()))?;
            let store = connect(config, url).await?;
            return Ok(Self { store, private: Some(private), address_file: Some(address_file) });
        };
        Ok(Self { store: connect(config, url).await?, private: None, address_file: None })
    }

    /// For commands beside it: uses the private one that is running, or starts it for as long as the command takes.
    pub(crate) async fn shared(config: &Config) -> Result<Self> {
        if config.database_url.is_some() {
            return Self::own(config).await;
        }
        match start(config).await? {
            Ok(private) => {
                let store = connect(config, private.url(NAME)).await?;
                Ok(Self { store, private: Some(private), address_file: None })
            }
            Err(error @ LocalPostgresError::AlreadyRunning { .. }) => {
                let Ok(url) = std::fs::read_to_string(config.data.join(ADDRESS_FILE)) else {
                    return Err(error.into());
                };
                Ok(Self { store: connect(config, url).await?, private: None, address_file: None })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Whether it is ours alone, so that a sample may be put into it.
    pub(crate) const fn is_private(&self) -> bool {
        self.private.is_some()
    }

    /// Brings the database up to this program, waiting a while for one that is not there yet.
    pub(crate) async fn migrate(&self) -> Result<usize> {
        let begun = Instant::now();
        loop {
            match self.store.migrate().await {
                Ok(applied) => return Ok(applied),
                Err(StoreError::Busy) if begun.elapsed() < PATIENCE => {
                    tracing::warn!("the database does not answer yet");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                Err(StoreError::Busy) => bail!(
                    "DATABASE_URL: the database does not answer; is it running, and is the address right?"
                ),
                Err(error) => return Err(error).context("the database could not be brought up to date"),
            }
        }
    }

    /// Stops a private server; waits until everything is written.
    pub(crate) async fn close(self) -> Result<()> {
        drop(self.store);
        if let Some(file) = &self.address_file {
            // Left behind it would only point at a server that is not there.
            let _ = std::fs::remove_file(file);
        }
        if let Some(mut private) = self.private {
            tokio::task::spawn_blocking(move || private.stop()).await?;
        }
        Ok(())
    }
}

/// The inner result is the launcher's own, for whoever can do something about it.
async fn start(config: &Config) -> Result<Result<LocalPostgres, LocalPostgresError>> {
    let folder = config.data.clone();
    let max_connections = u16::try_from(config.pool + OTHER_CONNECTIONS).unwrap_or(u16::MAX);
    let start = move || {
        LocalPostgres::start(&Options { folder: &folder, durability: Durability::Safe, max_connections })
    };
    Ok(tokio::task::spawn_blocking(start).await?)
}

async fn connect(config: &Config, url: String) -> Result<Store> {
    let mut options = StoreOptions::new(url);
    options.pool_size = config.pool;
    options.undo_window = jiff::SignedDuration::from_mins(config.undo_minutes);
    options.sealer = vault::keys(config)?;
    options.files = vault::files(config, |name| std::env::var(name).ok());
    Store::connect(options).await.context("DATABASE_URL can't be used")
}

fn leave_address(file: &std::path::Path, url: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600).open(file)?.write_all(url.as_bytes())
}

//! A private PostgreSQL for `cargo run` and for the tests: found on the machine, made on the first start,
//! stopped at the end.
//!
//! One folder is one server. An exclusive lock on `<folder>/plenary.lock` belongs to whoever holds the
//! [`LocalPostgres`]; the data lives in `<folder>/postgres-<major>`, the server's log in
//! `<folder>/postgres.log`, and the socket in a short folder in `/tmp`, because a socket's path ends at 107
//! bytes. There is no TCP. Everything here blocks (the first start takes about a second): call it before the
//! async work begins, or on a thread that may wait.
//!
//! What was decided against: a bundled PostgreSQL (megabytes that nobody patches), and `PDEATHSIG` (it fires
//! when the *thread* that started the server ends). A server that outlives a killed app is attached to by the
//! next start instead.

mod binaries;
mod cluster;
mod error;
mod identity;
mod install;
mod lock;
mod ping;
mod process;
mod server;
#[cfg(test)]
mod tests;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

pub use error::LocalPostgresError;

use error::io;
use lock::Lock;
use server::{Launch, Server};

/// How much a crash of the machine may lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing that was committed is lost: for everything that somebody might want to keep.
    Safe,
    /// `fsync`, `synchronous_commit` and `full_page_writes` are off: much faster, for throw-away data.
    Tests,
}

/// What to start, and where.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The folder for data, log and lock, such as `./var`; it is made when it is not there.
    pub folder: &'a Path,
    pub durability: Durability,
    /// The server's `max_connections`.
    pub max_connections: u16,
}

/// A running private PostgreSQL; dropping it stops the server and then lets go of the folder.
#[derive(Debug)]
#[must_use = "dropping this stops the server"]
pub struct LocalPostgres {
    server: Option<Server>,
    socket: PathBuf,
    folder: PathBuf,
    /// Only held. It is dropped after the server has stopped.
    _lock: Lock,
}

impl LocalPostgres {
    /// Starts the server of this folder, or attaches to the one that a killed app left behind, and returns
    /// when it accepts connections.
    ///
    /// As root the server runs as `postgres` or `nobody`, because PostgreSQL refuses root; when that user
    /// cannot reach the folder (a checkout in `/root`), data goes to `/var/lib/plenary-<hash>` and a warning
    /// says so. As root on Debian and Ubuntu a missing PostgreSQL is installed with apt-get.
    ///
    /// # Errors
    /// When PostgreSQL is not there, when the folder is in use, or when the server does not come up within
    /// 60 s; every message says what to type.
    pub fn start(options: &Options<'_>) -> Result<Self, LocalPostgresError> {
        fs::create_dir_all(options.folder).map_err(io("make the folder", options.folder))?;
        let requested = options.folder.canonicalize().map_err(io("find the folder", options.folder))?;
        let lock = Lock::take(&requested)?;
        let installed = binaries::installed()?;
        let (folder, user) = identity::place(&requested)?;
        let binaries = cluster::choose_binaries(installed, &folder, options.durability)?;
        let data = cluster::prepare(&binaries, &folder, user)?;
        let socket = identity::socket_folder(&data, user)?;
        let launch = Launch {
            settings: server::settings(options, &socket),
            log: folder.join("postgres.log"),
            socket: socket.clone(),
            binaries,
            data,
            user,
        };
        let server = Server::start(&launch).inspect_err(|_| {
            let _ = fs::remove_dir(&socket);
        })?;
        Ok(Self { server: Some(server), socket, folder, _lock: lock })
    }

    /// The address of a database of this server, as tokio-postgres and libpq understand it; the database need
    /// not exist. `postgres` always does.
    pub fn url(&self, database: &str) -> String {
        format!("postgresql://postgres@/{}?host={}", percent_encoded(database), self.socket.display())
    }

    /// Stops the server and waits for it: sessions are ended and everything is written (10 s), and if that
    /// takes too long it is stopped the hard way, which loses nothing but makes the next start repeat the log.
    /// A server that we attached to is stopped too. Does nothing the second time.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.stop();
            // Only succeeds when PostgreSQL has removed its socket, which is just when it should.
            let _ = fs::remove_dir(&self.socket);
        }
    }

    /// Where data and log are: the folder asked for, or the one taken instead when we are root.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for LocalPostgres {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A name as it may stand in the path of a URL.
fn percent_encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

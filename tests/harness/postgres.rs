//! Private PostgreSQL servers: one for everybody, and own ones that a story may freeze or stop.

use crate::watchdog;
use plenary_local_postgres::{Durability, LocalPostgres, Options};
use rustix::process::{Pid, Signal, kill_process};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex};

/// A server in a folder of its own under the system's temporary folder.
pub struct Postgres {
    server: Mutex<Option<LocalPostgres>>,
    /// What was asked for; as root the data may be elsewhere.
    folder: PathBuf,
    /// Where the data is.
    data: PathBuf,
    url: String,
    pub(crate) template: tokio::sync::OnceCell<()>,
}

static SHARED: LazyLock<Postgres> = LazyLock::new(|| Postgres::start(400));
static COUNT: AtomicU32 = AtomicU32::new(0);

impl Postgres {
    /// The one that all tests of this process share.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// One of your own. It takes half a second.
    pub fn start(max_connections: u16) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("plenary-tests-{}-{number}", std::process::id()));
        watchdog::will_remove(&folder);
        let server = launch(&folder, max_connections);
        let data = server.folder().to_owned();
        if data != folder {
            watchdog::will_remove(&data);
        }
        let url = server.url("DATABASE");
        Self { server: Mutex::new(Some(server)), folder, data, url, template: tokio::sync::OnceCell::new() }
    }

    /// The address of one of its databases, running or not.
    pub fn url(&self, database: &str) -> String {
        self.url.replace("DATABASE", database)
    }

    /// Stops it in order, as for an upgrade of the machine.
    pub fn stop(&self) {
        drop(self.server.lock().unwrap().take());
    }

    /// Starts it again, at the same address.
    pub fn start_again(&self, max_connections: u16) {
        *self.server.lock().unwrap() = Some(launch(&self.folder, max_connections));
    }

    /// Stops it in the middle of whatever it does, all its processes, without ending any: connections stay open, and
    /// nobody answers.
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    /// First the postmaster, so that it makes no more children, then each of those: they are leaders of their own
    /// process groups, so that a signal to a group would not reach them.
    fn signal(&self, signal: Signal) {
        let postmaster = self.postmaster();
        kill_process(postmaster, signal).expect("the postmaster is there");
        let pid = postmaster.as_raw_nonzero();
        let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).expect("Linux");
        for child in children.split_whitespace().filter_map(|pid| Pid::from_raw(pid.parse().ok()?)) {
            // It may just have ended.
            let _ = kill_process(child, signal);
        }
    }

    fn postmaster(&self) -> Pid {
        let folders = std::fs::read_dir(&self.data).expect("the folder is there").flatten();
        let files = folders.filter(|entry| entry.file_name().to_string_lossy().starts_with("postgres-"));
        let texts =
            files.filter_map(|entry| std::fs::read_to_string(entry.path().join("postmaster.pid")).ok());
        let pids = texts.filter_map(|text| Pid::from_raw(text.lines().next()?.trim().parse().ok()?));
        pids.into_iter().next().expect("the server runs")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop();
        for folder in [&self.folder, &self.data] {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn launch(folder: &Path, max_connections: u16) -> LocalPostgres {
    LocalPostgres::start(&Options { folder, durability: Durability::Tests, max_connections })
        .unwrap_or_else(|error| panic!("{error}"))
}

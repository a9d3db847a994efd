//! The running server: started, or found running and attached to, watched until it is ready, stopped.

use std::{
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, ExitStatus},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    Durability, Options,
    binaries::Binaries,
    error::{LocalPostgresError, io, last_lines},
    identity::User,
    ping::{Answer, ping},
    process::{Holder, holder, pid_in, retire_stale},
};

/// How often to look; a start takes some 50 ms and tests wait for it.
const POLL: Duration = Duration::from_millis(5);
/// A start after a crash repeats the log of what was not yet in the tables.
const READY_WITHIN: Duration = Duration::from_mins(1);
/// Sessions that outlived a killed postmaster end within moments, unless one is in the middle of a long query.
const ORPHANS_GONE_WITHIN: Duration = Duration::from_secs(10);
/// What PostgreSQL (with `lc_messages=C`) says while they are there.
const ORPHANS: &str = "pre-existing shared memory block";

/// Everything a start needs.
#[derive(Debug)]
pub(crate) struct Launch {
    pub(crate) binaries: Binaries,
    pub(crate) user: Option<User>,
    pub(crate) data: PathBuf,
    pub(crate) socket: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) settings: Vec<String>,
}

/// The settings stand on the command line, so that a data folder does not remember those of an earlier start.
pub(crate) fn settings(options: &Options<'_>, socket: &Path) -> Vec<String> {
    let durable = match options.durability {
        Durability::Safe => "on",
        Durability::Tests => "off",
    };
    vec![
        "listen_addresses=".to_owned(),
        "port=5432".to_owned(),
        format!("unix_socket_directories={}", socket.display()),
        format!("max_connections={}", options.max_connections),
        "shared_buffers=128MB".to_owned(),
        "timezone=UTC".to_owned(),
        "log_timezone=UTC".to_owned(),
        "lc_messages=C".to_owned(),
        format!("fsync={durable}"),
        format!("synchronous_commit={durable}"),
        format!("full_page_writes={durable}"),
    ]
}

#[derive(Debug)]
pub(crate) struct Server {
    /// `None` when we attached to a server that somebody else started.
    child: Option<Child>,
    pid: Pid,
    data: PathBuf,
}

impl Server {
    pub(crate) fn start(launch: &Launch) -> Result<Self, LocalPostgresError> {
        if let Some(server) = Self::attach(launch)? {
            tracing::info!(pid = %server.pid, data = %launch.data.display(), "attached to a running PostgreSQL");
            return Ok(server);
        }
        retire_stale(&launch.data.join("postmaster.pid"), &launch.data);
        retire_stale(&launch.socket.join(".s.PGSQL.5432.lock"), &launch.data);
        let begun = Instant::now();
        loop {
            match Self::spawn(launch) {
                Err(LocalPostgresError::Ended { lines, .. })
                    if lines.contains(ORPHANS) && begun.elapsed() < ORPHANS_GONE_WITHIN =>
                {
                    thread::sleep(Duration::from_millis(50));
                }
                Err(error) => return Err(error),
                Ok(server) => {
                    tracing::info!(pid = %server.pid, data = %launch.data.display(), "PostgreSQL started");
                    return Ok(server);
                }
            }
        }
    }

    /// SIGINT is PostgreSQL's fast shutdown (sessions end, everything is written), SIGQUIT the immediate one.
    /// Never SIGKILL: it would leave sessions behind that hinder the next start.
    pub(crate) fn stop(&mut self) {
        for (signal, patience) in [(Signal::INT, 10), (Signal::QUIT, 3)] {
            if self.ended().is_some() || kill_process(self.pid, signal).is_err() {
                return;
            }
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(patience) {
                if self.ended().is_some() {
                    return;
                }
                thread::sleep(POLL);
            }
        }
        tracing::warn!(pid = %self.pid, data = %self.data.display(), "PostgreSQL does not stop; it is left alone");
    }

    /// A server that a killed app left running, if it is ours and has the settings we want. With others it is
    /// stopped: data that should be safe must not be served without fsync. We hold the folder's lock, so no
    /// other app is using it.
    fn attach(launch: &Launch) -> Result<Option<Self>, LocalPostgresError> {
        let Some(pid) = pid_in(&launch.data.join("postmaster.pid")) else { return Ok(None) };
        let mut server = Self { child: None, pid, data: launch.data.clone() };
        if server.ended().is_some() {
            return Ok(None);
        }
        // PostgreSQL notes its command line here, each argument in double quotes.
        let arguments = fs::read_to_string(launch.data.join("postmaster.opts")).unwrap_or_default();
        if launch.settings.iter().any(|setting| !arguments.contains(&format!("\"{setting}\""))) {
            tracing::warn!(%pid, "a PostgreSQL with other settings runs on this data: it is started anew");
            server.stop();
            return Ok(None);
        }
        // It may still be starting, or on its way out.
        let begun = Instant::now();
        while server.ended().is_none() {
            if ping(&launch.socket) == Answer::Ready {
                return Ok(Some(server));
            }
            wait_a_little(begun, launch)?;
        }
        Ok(None)
    }

    fn spawn(launch: &Launch) -> Result<Self, LocalPostgresError> {
        let log = &launch.log;
        let mut output = File::options()
            .create(true)
            .read(true)
            .append(true)
            .open(log)
            .map_err(io("open the log", log))?;
        let before = output.seek(SeekFrom::End(0)).map_err(io("read the log", log))?;
        let mut command = launch.binaries.command("postgres", launch.user);
        command.current_dir(&launch.data).arg("-D").arg(&launch.data);
        for setting in &launch.settings {
            command.arg("-c").arg(setting);
        }
        let child = command
            .stdout(output.try_clone().map_err(io("open the log", log))?)
            .stderr(output.try_clone().map_err(io("open the log", log))?)
            // Ctrl-C goes to the whole group of the terminal: the app must finish before its database does.
            .process_group(0)
            .spawn()
            .map_err(io("run", &launch.binaries.folder.join("postgres")))?;
        let pid = Pid::from_child(&child);
        let mut server = Self { child: Some(child), pid, data: launch.data.clone() };
        let begun = Instant::now();
        while ping(&launch.socket) != Answer::Ready {
            if let Some(status) = server.ended() {
                let lines = read_from(&mut output, before);
                return Err(LocalPostgresError::Ended { status, log: log.clone(), lines });
            }
            if let Err(error) = wait_a_little(begun, launch) {
                server.stop();
                return Err(error);
            }
        }
        Ok(server)
    }

    /// How it ended, if it did; asking reaps our own child. Nobody tells us how another's ended.
    fn ended(&mut self) -> Option<ExitStatus> {
        match &mut self.child {
            Some(child) => child.try_wait().ok().flatten(),
            None => (holder(self.pid, &self.data) != Holder::Postmaster).then(ExitStatus::default),
        }
    }

    #[cfg(test)]
    pub(crate) fn pid(&self) -> Pid {
        self.pid
    }

    #[cfg(test)]
    pub(crate) fn is_attached(&self) -> bool {
        self.child.is_none()
    }
}

fn wait_a_little(begun: Instant, launch: &Launch) -> Result<(), LocalPostgresError> {
    if begun.elapsed() > READY_WITHIN {
        return Err(LocalPostgresError::NotReady {
            seconds: READY_WITHIN.as_secs(),
            log: launch.log.clone(),
        });
    }
    thread::sleep(POLL);
    Ok(())
}

/// What this start wrote to the log, which keeps those of earlier ones too.
fn read_from(log: &mut File, position: u64) -> String {
    let mut written = Vec::new();
    if log.seek(SeekFrom::Start(position)).is_ok() {
        let _ = log.read_to_end(&mut written);
    }
    last_lines(&written)
}

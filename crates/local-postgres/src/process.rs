//! Who is behind a process number that was found in a file? Numbers are used again, soonest of all in a
//! restarted container, so a number alone proves nothing.

use std::{
    ffi::OsStr,
    fs,
    os::unix::ffi::OsStrExt as _,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use rustix::{
    io::Errno,
    process::{Pid, Signal, kill_process, test_kill_process},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    Nobody,
    /// The postmaster of this data folder.
    Postmaster,
    /// Another program, or a process that has ended and waits to be reaped.
    Other,
}

/// A number above every possible process, for a file that must name a dead one.
const NOBODY: &str = "2147483647";

/// Who has this number now, seen from the data folder.
pub(crate) fn holder(pid: Pid, data: &Path) -> Holder {
    if test_kill_process(pid) == Err(Errno::SRCH) {
        return Holder::Nobody;
    }
    match fs::read(format!("/proc/{}/cmdline", pid.as_raw_nonzero())) {
        Ok(line) if is_postmaster(&line, data) => Holder::Postmaster,
        Ok(_) => Holder::Other,
        Err(_) if Path::new("/proc/self/cmdline").exists() => Holder::Other,
        // Without /proc (macOS) there is nothing better than the number.
        Err(_) => Holder::Postmaster,
    }
}

/// Whether this command line is `…/postgres -D <data> …`. Unlike its children the postmaster keeps its
/// arguments; a process that has ended has none.
fn is_postmaster(line: &[u8], data: &Path) -> bool {
    let arguments: Vec<&OsStr> = line.split(|byte| *byte == 0).map(OsStr::from_bytes).collect();
    let program = arguments.first().and_then(|program| Path::new(program).file_name());
    program.is_some_and(|name| name == "postgres" || name == "postmaster")
        && arguments.windows(2).any(|pair| pair == [OsStr::new("-D"), data.as_os_str()])
}

/// Ends servers of a data folder that was removed under them, after their app was killed. Such a server would
/// notice within a minute, but until then a checkpoint of its would write into the new folder of the same name
/// and ruin it. For the same reason it is not allowed to shut down in order.
pub(crate) fn end_strays(data: &Path) {
    let named = pid_in(&data.join("postmaster.pid"));
    // With a server that the folder knows there are no others, only its children that have no title yet.
    if named.is_some_and(|pid| holder(pid, data) == Holder::Postmaster) {
        return;
    }
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?));
    for pid in pids.filter(|pid| holder(*pid, data) == Holder::Postmaster) {
        tracing::warn!(%pid, data = %data.display(), "a PostgreSQL whose data was removed is still running: it is ended");
        let _ = kill_process(pid, Signal::QUIT);
        let begun = Instant::now();
        while holder(pid, data) == Holder::Postmaster && begun.elapsed() < Duration::from_secs(3) {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The number on the first line of `postmaster.pid` or of a socket's lock file.
pub(crate) fn pid_in(file: &Path) -> Option<Pid> {
    let text = fs::read_to_string(file).ok()?;
    Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
}

/// PostgreSQL refuses to start while the number in a stale file belongs to anybody. The file is not removed,
/// because its other lines let PostgreSQL find sessions that outlived their postmaster; only the number goes.
pub(crate) fn retire_stale(file: &Path, data: &Path) {
    let Some(pid) = pid_in(file) else { return };
    if holder(pid, data) != Holder::Other {
        return;
    }
    if let Ok(text) = fs::read_to_string(file)
        && let Some((_, rest)) = text.split_once('\n')
        && let Err(error) = fs::write(file, format!("{NOBODY}\n{rest}"))
    {
        tracing::warn!(file = %file.display(), %error, "a stale process number could not be removed");
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::is_postmaster;

    #[test]
    fn only_the_server_of_this_data_folder_is_a_postmaster() {
        let data = Path::new("/var/data");
        assert!(is_postmaster(b"/usr/bin/postgres\0-D\0/var/data\0-c\0port=5432\0", data));
        assert!(!is_postmaster(b"/usr/bin/postgres\0-D\0/var/data2\0", data));
        assert!(!is_postmaster(b"/usr/bin/initdb\0-D\0/var/data\0", data));
        assert!(!is_postmaster(b"du\0/var/data\0", data));
        assert!(!is_postmaster(b"postgres: checkpointer \0\0", data));
        assert!(!is_postmaster(b"", data));
    }
}

//! What the system knows about this process: the work of its threads and its memory. Linux only; elsewhere nothing.

use crate::load::THREADS;
use std::fs::read_to_string;
use std::path::Path;
use std::time::Duration;

/// What all threads but those of the load generator have worked so far.
pub(crate) fn worked() -> Option<Duration> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?;
    Some(tasks.flatten().filter_map(|task| thread(&task.path())).sum())
}

fn thread(task: &Path) -> Option<Duration> {
    if read_to_string(task.join("comm")).ok()?.starts_with(THREADS) {
        return None;
    }
    let nanoseconds = read_to_string(task.join("schedstat")).ok()?.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// Resident memory in MiB.
pub(crate) fn resident() -> Option<f64> {
    let status = read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024.0)
}

//! Files that are being made: kept for an hour, for the account that asked, on the node where it asked. They are
//! temporary files without a name, which the system takes away with the process; whoever lost one asks again.

use plenary_domain::ids::{AccountId, EventId};
use std::collections::HashMap;
use std::fs::File;
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

const LIFE: Duration = Duration::from_hours(1);

/// One file.
pub(crate) struct Job {
    pub(super) event: EventId,
    pub(super) account: AccountId,
    /// What the download is called.
    pub(super) name: String,
    pub(super) total: i64,
    done: AtomicI64,
    failed: AtomicU8,
    file: OnceLock<(Arc<File>, u64)>,
    changed: Notify,
    begun: Instant,
}

impl Job {
    pub(super) fn new(event: EventId, account: AccountId, name: String, total: i64) -> Self {
        Self {
            event,
            account,
            name,
            total,
            done: AtomicI64::new(0),
            failed: AtomicU8::new(0),
            file: OnceLock::new(),
            changed: Notify::new(),
            begun: Instant::now(),
        }
    }

    /// So many more rows are written.
    pub(super) fn went_on(&self, rows: usize) {
        self.done.fetch_add(i64::try_from(rows).unwrap_or(0), Ordering::Relaxed);
    }

    pub(super) fn done(&self) -> i64 {
        self.done.load(Ordering::Relaxed)
    }

    pub(super) fn finish(&self, made: Option<(File, u64)>) {
        match made {
            Some((file, bytes)) => {
                let _ = self.file.set((Arc::new(file), bytes));
            }
            None => self.failed.store(1, Ordering::Relaxed),
        }
        self.changed.notify_waiters();
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed) != 0
    }

    pub(super) fn file(&self) -> Option<(Arc<File>, u64)> {
        self.file.get().map(|(file, bytes)| (Arc::clone(file), *bytes))
    }

    /// Waits until it is made or has failed, but no longer than this.
    pub(super) async fn wait(&self, longest: Duration) {
        let changed = self.changed.notified();
        if self.file.get().is_none() && !self.has_failed() {
            // Whether it was in time, the caller sees.
            let _ = tokio::time::timeout(longest, changed).await;
        }
    }
}

/// All files of this node, by names that nobody can guess.
#[derive(Default)]
pub(crate) struct Jobs(Mutex<HashMap<String, Arc<Job>>>);

impl Jobs {
    pub(super) fn add(&self, name: String, job: Arc<Job>) {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|_, job| job.begun.elapsed() < LIFE);
        jobs.insert(name, job);
    }

    /// Of this account at this event only.
    pub(super) fn find(&self, name: &str, event: EventId, account: AccountId) -> Option<Arc<Job>> {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|_, job| job.begun.elapsed() < LIFE);
        jobs.get(name).filter(|job| job.event == event && job.account == account).map(Arc::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_domain::ids::{AccountId, EventId};

    #[test]
    fn a_file_is_for_whoever_asked_and_nobody_else() {
        let id = |n: u128| uuid::Uuid::from_u128(n);
        let (event, account) = (EventId(id(1)), AccountId(id(2)));
        let jobs = Jobs::default();
        jobs.add("name".into(), Arc::new(Job::new(event, account, String::new(), 5)));
        assert!(jobs.find("name", event, account).is_some());
        assert!(jobs.find("name", event, AccountId(id(3))).is_none());
        assert!(jobs.find("name", EventId(id(3)), account).is_none());
        assert!(jobs.find("other", event, account).is_none());
    }
}

//! Files that were looked at: kept for an hour, for the account that chose them, on the node where it did. Each account
//! has one at a time, because each may be some megabytes; whoever lost one chooses the file again.

use plenary_domain::agenda::import::{Choices, Foreign};
use plenary_domain::ids::{AccountId, EventId};
use plenary_store::{ImportRefused, Imported};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

const LIFE: Duration = Duration::from_hours(1);

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Looked,
    Running,
    Done(Imported),
}

/// One file.
pub(crate) struct Import {
    event: EventId,
    account: AccountId,
    pub(super) name: String,
    pub(super) choices: Choices,
    pub(super) file: Arc<Foreign>,
    state: Mutex<(State, Option<ImportRefused>)>,
    done: Arc<AtomicUsize>,
    changed: Notify,
    begun: Instant,
}

impl Import {
    pub(super) fn new(
        event: EventId,
        account: AccountId,
        name: String,
        choices: Choices,
        file: Foreign,
    ) -> Self {
        Self {
            event,
            account,
            name,
            choices,
            file: Arc::new(file),
            state: Mutex::new((State::Looked, None)),
            done: Arc::default(),
            changed: Notify::new(),
            begun: Instant::now(),
        }
    }

    pub(super) fn state(&self) -> State {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    /// Why the last try was refused, once.
    pub(super) fn take_refusal(&self) -> Option<ImportRefused> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1.take()
    }

    pub(super) fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    pub(super) fn counter(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.done)
    }

    /// Whether it was not running and not done: the form that is sent twice writes once.
    pub(super) fn begin(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let ready = state.0 == State::Looked;
        if ready {
            *state = (State::Running, None);
        }
        ready
    }

    pub(super) fn finish(&self, done: Option<Imported>, refused: Option<ImportRefused>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = (done.map_or(State::Looked, State::Done), refused);
        drop(state);
        self.changed.notify_waiters();
    }

    /// Waits until it has ended, but no longer than this.
    pub(super) async fn wait(&self, longest: Duration) {
        let changed = self.changed.notified();
        if self.state() == State::Running {
            // Whether it was in time, the caller sees.
            let _ = tokio::time::timeout(longest, changed).await;
        }
    }
}

/// All files of this node, by names that nobody can guess.
#[derive(Default)]
pub(crate) struct Imports(Mutex<HashMap<String, Arc<Import>>>);

impl Imports {
    pub(super) fn add(&self, name: String, import: Arc<Import>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let running = |old: &Import| old.state() == State::Running;
        all.retain(|_, old| running(old) || old.begun.elapsed() < LIFE && old.account != import.account);
        all.insert(name, import);
    }

    /// Of this account at this event only.
    pub(super) fn find(&self, name: &str, event: EventId, account: AccountId) -> Option<Arc<Import>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.get(name).filter(|import| import.begun.elapsed() < LIFE);
        found.filter(|import| import.event == event && import.account == account).map(Arc::clone)
    }
}

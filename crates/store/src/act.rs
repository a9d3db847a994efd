//! Who acts, when, and where new ids come from: the first argument of every command.
//!
//! It is taken by value and cloned for each try of a transaction, so that a second try makes the same ids.

use jiff::Timestamp;
use plenary_domain::Actor;
use plenary_domain::ids::{BatchId, Ids};
use plenary_domain::policy::{self, Action};

/// Who, when, and new ids.
#[derive(Debug, Clone)]
pub struct Act {
    pub actor: Actor,
    pub now: Timestamp,
    pub ids: Ids,
    /// What follows from this can be taken back with it: as what, and until when.
    pub(crate) undo: Option<(BatchId, Timestamp)>,
}

impl Act {
    pub const fn new(actor: Actor, now: Timestamp, ids: Ids) -> Self {
        Self { actor, now, ids, undo: None }
    }

    pub(crate) fn may(&self, action: Action) -> bool {
        policy::may(&self.actor, action)
    }
}

//! Who is asking. The first parameter of everything that may be refused.

use crate::ids::{AccountId, EventId, RegistrationId, SpeakerId};
use crate::policy::Role;

/// Whoever acts: known or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A visitor who has shown nothing.
    Nobody,
    /// Somebody who holds the secret address of this registration.
    Delegate(RegistrationId),
    /// Somebody who holds the secret address of this speaker's page.
    Speaker(SpeakerId),
    /// A signed-in account.
    Account(Account),
    /// The program itself: the waiting list moving up, the sample, the command line.
    System,
}

/// A signed-in account and what it may touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub email: String,
    /// May create events and let others in, and is an organiser of every event.
    pub administrator: bool,
    /// Roles at single events.
    pub roles: Vec<(EventId, Role)>,
}

impl Actor {
    pub fn account(&self) -> Option<&Account> {
        match self {
            Self::Account(account) => Some(account),
            Self::Nobody | Self::Delegate(_) | Self::Speaker(_) | Self::System => None,
        }
    }
}

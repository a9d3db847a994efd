//! Who may do what: one table, asked by every command and every page.

use crate::actor::Actor;
use crate::ids::EventId;
use serde::{Deserialize, Serialize};

/// What an account is at one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads everything of the event, changes nothing.
    Viewer,
    /// Runs the event.
    Organiser,
}

impl Role {
    pub const ALL: [Self; 2] = [Self::Viewer, Self::Organiser];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Organiser => "organiser",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See the event's desk: registrations, draft agenda, letters, audit trail.
    ViewDesk(EventId),
    /// Change anything of the event: decide, edit, release, settings.
    RunEvent(EventId),
    /// Create events and let other people in.
    Administer,
}

/// The one refusal of commands that can be refused for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAllowed;

/// Whether `actor` may do `action`. What is a delegate's or a speaker's own is guarded by
/// its secret address, not here.
pub fn may(actor: &Actor, action: Action) -> bool {
    let account = match actor {
        Actor::System => return true,
        Actor::Nobody | Actor::Delegate(_) | Actor::Speaker(_) => return false,
        Actor::Account(account) => account,
    };
    let role = |event| account.roles.iter().find(|(id, _)| *id == event).map(|(_, role)| *role);
    account.administrator
        || match action {
            Action::ViewDesk(event) => role(event).is_some(),
            Action::RunEvent(event) => role(event) == Some(Role::Organiser),
            Action::Administer => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Account;
    use uuid::Uuid;

    #[test]
    fn each_role_reaches_exactly_its_own_event() {
        let (mine, other) = (EventId(Uuid::from_u128(1)), EventId(Uuid::from_u128(2)));
        let person = |administrator, roles| {
            Actor::Account(Account {
                id: Uuid::from_u128(9).into(),
                name: String::new(),
                email: String::new(),
                administrator,
                roles,
            })
        };
        let actions = [
            Action::ViewDesk(mine),
            Action::RunEvent(mine),
            Action::ViewDesk(other),
            Action::RunEvent(other),
            Action::Administer,
        ];
        let row = |actor: &Actor| actions.map(|action| may(actor, action));
        assert_eq!(row(&Actor::Nobody), [false; 5]);
        assert_eq!(row(&Actor::Delegate(Uuid::from_u128(5).into())), [false; 5]);
        assert_eq!(row(&Actor::Speaker(Uuid::from_u128(5).into())), [false; 5]);
        assert_eq!(row(&person(false, vec![])), [false; 5]);
        assert_eq!(row(&person(false, vec![(mine, Role::Viewer)])), [true, false, false, false, false]);
        assert_eq!(row(&person(false, vec![(mine, Role::Organiser)])), [true, true, false, false, false]);
        assert_eq!(row(&person(true, vec![])), [true; 5]);
        assert_eq!(row(&Actor::System), [true; 5]);
    }
}

//! What places are drawn from. Everything that is scarce (places at an event, seats in a session, places of one
//! representation type, an option of a question) is a pool of places, and all of them are claimed in one way.

use crate::ids::{EventId, OptionId, SessionId, TypeId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A pool of places of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// The event itself. It sorts first, and pools are locked in their order.
    Event,
    Type(TypeId),
    Option(OptionId),
    Session(SessionId),
}

impl Pool {
    /// The id under which the pool's places are kept; the event's own is the id of the event.
    pub const fn id(self, event: EventId) -> Uuid {
        match self {
            Self::Event => event.0,
            Self::Type(id) => id.0,
            Self::Option(id) => id.0,
            Self::Session(id) => id.0,
        }
    }
}

//! Identifiers, one type for each kind of thing, so that a room can't be passed where a session is meant.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// One conference or round table.
    EventId,
    /// A room of one event.
    RoomId,
    /// A topic of one event.
    TopicId,
    /// A person who speaks at one event.
    SpeakerId,
    /// One slot of the agenda.
    SessionId,
    /// A numbered item of the agenda.
    ItemId,
    /// A document of one event.
    DocumentId,
    /// A representation type of one event.
    TypeId,
    /// A scarce option of a question of one event's form.
    OptionId,
    /// A wish to change answers that an organiser has to accept first.
    ChangeRequestId,
    /// Decisions that were made together and can be taken back together.
    BatchId,
    /// A note of an organiser about a registration.
    NoteId,
    /// A view of the list of registrations that was given a name.
    ViewId,
    /// A registration that was begun and not sent yet.
    DraftId,
    /// One person at one event.
    RegistrationId,
    /// Sessions that somebody chose.
    MyAgendaId,
    /// One letter in the outbox.
    LetterId,
    /// A message to many.
    MessageId,
    /// A rule that sends reminders.
    RuleId,
    /// A photo or document that is kept.
    FileId,
    /// An organiser's account.
    AccountId,
}

/// Makes time-ordered identifiers from the moment and random bytes that the caller brings:
/// this crate reads neither a clock nor a random source.
#[derive(Debug, Clone)]
pub struct Ids {
    now_ms: u64,
    seed: [u8; 16],
    count: u64,
}

impl Ids {
    /// `seed` must come from a cryptographic random source, fresh for every request.
    pub fn new(now: jiff::Timestamp, seed: [u8; 16]) -> Self {
        Self { now_ms: u64::try_from(now.as_millisecond()).unwrap_or_default(), seed, count: 0 }
    }

    /// The next identifier: a UUID version 7 whose random part is the seed stepped on.
    pub fn fresh<T: From<Uuid>>(&mut self) -> T {
        let mut random = [0_u8; 10];
        for (to, from) in random.iter_mut().zip(self.step()) {
            *to = from;
        }
        T::from(uuid::Builder::from_unix_timestamp_millis(self.now_ms, &random).into_uuid())
    }

    /// A number that is used once, for sealing: the whole seed stepped on, and the moment. Not a secret.
    pub fn nonce(&mut self) -> [u8; 24] {
        let mut nonce = [0_u8; 24];
        let moment = self.now_ms.to_be_bytes();
        for (to, from) in nonce.iter_mut().zip(self.step().into_iter().chain(moment)) {
            *to = from;
        }
        nonce
    }

    fn step(&mut self) -> [u8; 16] {
        self.count += 1;
        let (a, b) = (u128::from_be_bytes(self.seed), u128::from(self.count));
        a.wrapping_add(b.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835)).to_be_bytes()
    }
}

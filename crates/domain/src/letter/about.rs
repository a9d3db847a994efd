//! What a letter is about: exactly one of a few things, and what has to be known of it to write the letter.

use crate::agenda::{Session, Speaker};
use crate::ids::{AccountId, DraftId, RegistrationId, SpeakerId};
use crate::registration::Registration;
use jiff::Timestamp;

/// What a letter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LetterAbout {
    Registration(RegistrationId),
    /// A registration that was begun and not sent yet.
    Draft(DraftId),
    /// Somebody on the agenda.
    Speaker(SpeakerId),
    /// An organiser: a letter on trial.
    Account(AccountId),
}

impl LetterAbout {
    pub const fn registration(self) -> Option<RegistrationId> {
        if let Self::Registration(id) = self { Some(id) } else { None }
    }
}

/// The same with everything that the letter tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AboutFacts {
    Registration(Box<Registration>),
    Draft(DraftFacts),
    Speaker(Box<Speaker>),
    Account(AccountFacts),
}

impl AboutFacts {
    pub fn registration(&self) -> Option<&Registration> {
        if let Self::Registration(registration) = self { Some(registration) } else { None }
    }

    /// Whether a session is one of the person's own: signed up for, or on its list of those who speak.
    pub fn has(&self, session: &Session) -> bool {
        match self {
            Self::Registration(registration) => registration.seats.iter().any(|(id, _)| *id == session.id),
            Self::Speaker(speaker) => session.speakers.iter().any(|person| person.speaker == speaker.id),
            Self::Draft(_) | Self::Account(_) => false,
        }
    }
}

/// A registration that was begun: nothing of what was typed, since nobody knows yet whose address it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFacts {
    /// Of the address where one goes on.
    pub secret: String,
    /// Until when it is kept.
    pub expires_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    pub name: String,
}

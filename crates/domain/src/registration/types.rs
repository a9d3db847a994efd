//! Representation types: in what capacity somebody takes part. Each event has its own list, with its own way to a
//! decision, limit, times and badge. A type that comes with the program has its name in every language already.

use crate::event::DecisionMode;
use crate::ids::TypeId;
use crate::lang::LocalText;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The short name of a type, which answers and lists keep.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TypeCode(String);

impl TypeCode {
    /// Small letters, digits and underscores, 2 to 40 of them.
    pub fn parse(code: &str) -> Option<Self> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        ((2..=40).contains(&code.len()) && code.chars().all(fits)).then(|| Self(code.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Types that every event starts with: code, of a State, colour and letter of the badge.
pub const BUILT_IN_TYPES: [(&str, bool, BadgeColour, char); 10] = [
    ("member_state", true, BadgeColour::Red, 'D'),
    ("observer_state", true, BadgeColour::Green, 'O'),
    ("un_entity", false, BadgeColour::Green, 'U'),
    ("igo", false, BadgeColour::Green, 'I'),
    ("rcrc_movement", false, BadgeColour::Green, 'R'),
    ("ngo", false, BadgeColour::Green, 'N'),
    ("academia", false, BadgeColour::Green, 'A'),
    ("media", false, BadgeColour::Yellow, 'P'),
    ("speaker", false, BadgeColour::Yellow, 'G'),
    ("secretariat", false, BadgeColour::Green, 'S'),
];

/// The colour of a badge; its letter and its word say the same to those who can't tell colours apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadgeColour {
    Red,
    Green,
    Yellow,
    Blue,
}

impl BadgeColour {
    pub const ALL: [Self; 4] = [Self::Red, Self::Green, Self::Yellow, Self::Blue];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.code() == code)
    }
}

/// One representation type of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepresentationType {
    pub id: TypeId,
    pub code: TypeCode,
    /// Empty for a type that comes with the program and was not given another name.
    pub name: LocalText,
    /// Can be chosen in the form. A type that somebody has is never deleted, only no longer offered.
    pub offered: bool,
    /// Represents a State, which therefore has to be named.
    pub of_a_state: bool,
    /// Who decides; as the event does if absent.
    pub path: Option<DecisionMode>,
    /// Places of this type, of those of the event; no limit of its own if absent.
    pub limit: Option<i32>,
    pub colour: BadgeColour,
    /// One capital letter on the badge.
    pub letter: char,
    /// When the type can be chosen, within the registration of the event.
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
}

/// Whether a type can be chosen now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeWindow {
    Open,
    NotYet {
        opens: Timestamp,
    },
    Closed {
        at: Timestamp,
    },
    /// Not offered at all.
    NotOffered,
}

impl RepresentationType {
    pub fn window(&self, now: Timestamp) -> TypeWindow {
        match (self.opens_at, self.closes_at) {
            _ if !self.offered => TypeWindow::NotOffered,
            (Some(opens), _) if now < opens => TypeWindow::NotYet { opens },
            (_, Some(at)) if now >= at => TypeWindow::Closed { at },
            _ => TypeWindow::Open,
        }
    }

    pub fn is_built_in(&self) -> bool {
        BUILT_IN_TYPES.iter().any(|(code, ..)| *code == self.code.as_str())
    }
}

/// The types of a new event.
pub fn built_in_types(mut id: impl FnMut() -> TypeId) -> Vec<RepresentationType> {
    let made = |(code, of_a_state, colour, letter): (&str, bool, BadgeColour, char)| {
        Some(RepresentationType {
            id: id(),
            code: TypeCode::parse(code)?,
            name: LocalText::default(),
            offered: true,
            of_a_state,
            path: None,
            limit: None,
            colour,
            letter,
            opens_at: None,
            closes_at: None,
        })
    };
    BUILT_IN_TYPES.into_iter().filter_map(made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_type_is_open_between_its_own_times() {
        let at = |s| Timestamp::from_second(s).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut all = built_in_types(|| Uuid::from_u128(1).into());
        assert_eq!(all.len(), BUILT_IN_TYPES.len());
        let mut media = all.swap_remove(7);
        assert_eq!(media.window(at(5)), TypeWindow::Open);
        media.opens_at = Some(at(10));
        media.closes_at = Some(at(20));
        assert_eq!(media.window(at(9)), TypeWindow::NotYet { opens: at(10) });
        assert_eq!(media.window(at(10)), TypeWindow::Open);
        assert_eq!(media.window(at(20)), TypeWindow::Closed { at: at(20) });
        media.offered = false;
        assert_eq!(media.window(at(15)), TypeWindow::NotOffered);
    }

    #[test]
    fn a_code_is_plain() {
        assert!(TypeCode::parse("media").is_some());
        for wrong in ["", "m", "Media", "me dia", "медиа", "a-b", "' OR 1=1"] {
            assert_eq!(TypeCode::parse(wrong), None, "{wrong}");
        }
    }
}

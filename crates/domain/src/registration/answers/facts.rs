//! What the form has to know about the event to read answers: its types with their times, its sessions, its own
//! questions, and what is left of what is scarce.

use crate::ids::SessionId;
use crate::lang::Lang;
use crate::registration::{Form, RepresentationType, TypeCode, TypeWindow};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use std::collections::BTreeMap;

/// What a form has to know about the event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormFacts {
    /// For the times of representation types.
    pub now: Timestamp,
    pub languages: Vec<Lang>,
    /// All of the event, in their order.
    pub types: Vec<RepresentationType>,
    /// The type that a registration has already: it stays possible whatever happens to its times.
    pub kept_type: Option<TypeCode>,
    /// An organiser enters somebody: times of representation types do not bind.
    pub by_organiser: bool,
    /// Sessions of the current release that one signs up for, in order of time.
    pub sign_up: Vec<SignUpSession>,
    /// The event's own questions, as they are asked now.
    pub form: Form,
    /// The first and the last day of the event.
    pub days: (Date, Date),
    /// Files can be kept: without it, nobody is asked for one.
    pub files: bool,
    /// Places that are left of each scarce option, by question and option.
    pub left: BTreeMap<(String, String), i32>,
}

impl FormFacts {
    /// Types that can be chosen now, and the one that is kept.
    pub fn choosable(&self) -> impl Iterator<Item = &RepresentationType> {
        self.types.iter().filter(|kind| self.may_choose(kind))
    }

    pub(super) fn may_choose(&self, kind: &RepresentationType) -> bool {
        let kept = self.by_organiser || self.kept_type.as_ref() == Some(&kind.code);
        kept || kind.window(self.now) == TypeWindow::Open
    }
}

/// A session with a limited number of seats, as the form needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignUpSession {
    pub id: SessionId,
    pub starts: DateTime,
    pub ends: DateTime,
}

impl SignUpSession {
    /// Sessions that start together share one question: `slot-20270531-1145`.
    pub fn slot_field(&self) -> String {
        self.starts.strftime("slot-%Y%m%d-%H%M").to_string()
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts < other.ends && other.starts < self.ends
    }
}

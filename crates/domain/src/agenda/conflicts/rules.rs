//! How serious each kind of conflict is: built in, and adjusted for an event.

use crate::codes::codes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

codes! {
    /// How serious a conflict is, the worst first.
    Level { BlocksSave = "block_save", BlocksRelease = "block_publish", Warning = "warn", Ignored = "ignore" }
}

impl Level {
    /// Stands in the way of a release.
    pub const fn blocks_release(self) -> bool {
        matches!(self, Self::BlocksSave | Self::BlocksRelease)
    }
}

codes! {
    /// What is looked for in an agenda, in the order of the settings page.
    Rule {
        RoomTwice = "room_overlap", PersonTwice = "person_overlap", OutsideEvent = "outside_event",
        OutsideHours = "outside_hours", Turnover = "turnover", RoomTooSmall = "room_too_small",
        TooManyWishes = "too_many_wishes", NoChair = "no_chair", InterpretationTooLong = "interpretation_hours",
        TooFewBooths = "interpretation_booths", PublicLink = "public_link", Declined = "speaker_declined",
        NotRegistered = "speaker_not_registered", OneGender = "single_gender", ModeratorOnly = "moderator_only",
    }
}

impl Rule {
    /// Before anybody has said otherwise.
    pub const fn default_level(self) -> Level {
        match self {
            Self::RoomTwice | Self::OutsideEvent | Self::InterpretationTooLong | Self::PublicLink => {
                Level::BlocksRelease
            }
            _ => Level::Warning,
        }
    }
}

/// The levels of one event: those that differ from the built-in ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rules(BTreeMap<Rule, Level>);

impl Rules {
    pub fn level(&self, rule: Rule) -> Level {
        self.0.get(&rule).copied().unwrap_or_else(|| rule.default_level())
    }

    pub fn set(&mut self, rule: Rule, level: Level) {
        if level == rule.default_level() {
            self.0.remove(&rule);
        } else {
            self.0.insert(rule, level);
        }
    }

    /// Whether anything keeps an edit from being saved.
    pub fn block_saves(&self) -> bool {
        self.0.values().any(|level| *level == Level::BlocksSave)
    }

    /// From these to others: rule, old level, new level.
    pub fn changes_to(&self, other: &Self) -> Vec<(Rule, Level, Level)> {
        Rule::ALL
            .iter()
            .map(|rule| (*rule, self.level(*rule), other.level(*rule)))
            .filter(|(_, old, new)| old != new)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_from_the_built_in_levels_is_kept() {
        let mut rules = Rules::default();
        assert_eq!(rules.level(Rule::RoomTwice), Level::BlocksRelease);
        assert_eq!(rules.level(Rule::PersonTwice), Level::Warning);
        rules.set(Rule::PersonTwice, Level::BlocksSave);
        rules.set(Rule::NoChair, Level::Ignored);
        assert!(rules.block_saves());
        let kept = serde_json::to_string(&rules).unwrap();
        assert_eq!(kept, r#"{"person_overlap":"block_save","no_chair":"ignore"}"#);
        assert_eq!(serde_json::from_str::<Rules>(&kept).unwrap(), rules);
        let changes = Rules::default().changes_to(&rules);
        assert_eq!(changes.len(), 2);
        for rule in Rule::ALL {
            rules.set(*rule, rule.default_level());
        }
        assert_eq!(rules, Rules::default());
        assert!(!rules.block_saves());
    }
}

//! Options of which there are only so many: a bus with thirty seats, a hotel with ten rooms. Each is a pool of places like
//! any other; there is no queue for it, because whoever finds it full can choose something else.

use super::{Form, Question};
use crate::ids::{EventId, OptionId};
use crate::registration::{FormFacts, Step};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An option with a limited number of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScarceOption<'a> {
    pub id: OptionId,
    pub question: &'a Question,
    pub option: &'a str,
    pub places: i32,
}

/// What an option's places are kept under: derived from its names, which never change.
fn option_id(event: EventId, question: &str, option: &str) -> OptionId {
    OptionId(Uuid::new_v5(&event.0, format!("{question}/{option}").as_bytes()))
}

impl Form {
    /// Every option with a limit, those of questions that are off as well.
    pub fn scarce(&self, event: EventId) -> impl Iterator<Item = ScarceOption<'_>> {
        self.questions.iter().flat_map(move |question| {
            question.options.iter().filter_map(move |option| {
                let id = option_id(event, &question.key, &option.key);
                Some(ScarceOption { id, question, option: &option.key, places: option.places? })
            })
        })
    }

    /// The scarce ones among these answers, in the order of locking.
    pub fn scarce_in(&self, event: EventId, own: &BTreeMap<String, Vec<String>>) -> BTreeSet<OptionId> {
        let chosen = |scarce: &ScarceOption<'_>| {
            own.get(&scarce.question.key)
                .is_some_and(|given| given.iter().any(|value| value == scarce.option))
        };
        self.scarce(event).filter(chosen).map(|scarce| scarce.id).collect()
    }

    /// The question of a scarce option, and its step.
    pub fn question_of(&self, event: EventId, id: OptionId) -> Option<(Step, &str)> {
        let found = self.scarce(event).find(|scarce| scarce.id == id)?;
        Some((found.question.step, &found.question.key))
    }
}

impl FormFacts {
    /// What somebody has already is not full for them.
    pub fn keep_options(&mut self, own: &BTreeMap<String, Vec<String>>) {
        for ((question, option), left) in &mut self.left {
            if own.get(question).is_some_and(|given| given.contains(option)) {
                *left = (*left).max(0).saturating_add(1);
            }
        }
    }

    pub(super) fn is_full(&self, question: &Question, option: &str) -> bool {
        self.left.get(&(question.key.clone(), option.to_owned())).is_some_and(|left| *left <= 0)
    }
}

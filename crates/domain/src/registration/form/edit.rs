//! Editing a form: each edit gives another list of questions, which is checked and saved as a version of its own.

use super::{Asked, Form, Question, catalogue};
use crate::lang::Lang;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a version has changed: names of questions, as the audit trail tells them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FormChanges {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// The order is another one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<String>,
}

impl Question {
    /// For the audit trail: the key of a built-in question, the words of another one.
    pub fn name(&self) -> String {
        if self.is_built_in() { self.key.clone() } else { self.label.get(Lang::En).to_owned() }
    }
}

impl Form {
    /// Replaces the question of this key, or adds it at the end of its step.
    pub fn put(&mut self, question: Question) {
        match self.questions.iter_mut().find(|old| old.key == question.key) {
            Some(old) => *old = question,
            None => self.questions.push(question),
        }
        self.arrange();
    }

    pub fn remove(&mut self, key: &str) {
        self.questions.retain(|question| question.key != key);
    }

    /// One place up or down within its step; false when there is no such place.
    pub fn shift(&mut self, key: &str, up: bool) -> bool {
        let Some(from) = self.questions.iter().position(|question| question.key == key) else { return false };
        let to = if up { from.checked_sub(1) } else { from.checked_add(1) };
        let step = |at: usize| self.questions.get(at).map(|question| question.step);
        match to.filter(|to| step(*to) == step(from)) {
            Some(to) => {
                self.questions.swap(from, to);
                true
            }
            None => false,
        }
    }

    /// In the order of the steps, and without built-in questions that are off: the catalogue has them.
    pub fn arrange(&mut self) {
        self.questions.retain(|question| question.is_asked() || !question.is_built_in());
        self.questions.sort_by_key(|question| question.step);
    }

    /// The built-in question of this key as it is here: off, if it is not in the form.
    pub fn or_built_in(&self, key: &str) -> Option<Question> {
        let off = || super::built_in(key).map(|question| Question { asked: Asked::Off, ..question.clone() });
        self.question(key).cloned().or_else(off)
    }

    /// Every built-in question as it is here.
    pub fn all_built_in(&self) -> Vec<Question> {
        catalogue().iter().filter_map(|question| self.or_built_in(&question.key)).collect()
    }

    /// The questions that are asked only after an answer to this one.
    pub fn needed_by(&self, key: &str) -> Vec<&Question> {
        let names = |question: &&Question| question.condition.as_ref().is_some_and(|c| c.question == key);
        self.questions.iter().filter(names).collect()
    }

    /// Whether every one of these answers has its question here, and its option where it is one.
    pub fn reads(&self, own: &BTreeMap<String, Vec<String>>) -> bool {
        own.iter().all(|(key, values)| {
            self.question(key).is_some_and(|question| {
                !question.kind.has_options() || values.iter().all(|value| question.option(value).is_some())
            })
        })
    }

    /// Takes what is missing here from another version: questions that were removed, and options.
    pub fn complete_from(&mut self, other: &Self) {
        for question in &other.questions {
            match self.questions.iter_mut().find(|mine| mine.key == question.key) {
                None => self.questions.push(question.clone()),
                Some(mine) => {
                    let missing = question.options.iter().filter(|option| mine.option(&option.key).is_none());
                    let missing: Vec<_> = missing.cloned().collect();
                    mine.options.extend(missing);
                }
            }
        }
        self.questions.sort_by_key(|question| question.step);
    }

    /// What is different from the version before.
    pub fn changes_since(&self, before: &Self) -> FormChanges {
        let mut changes = FormChanges::default();
        for question in &self.questions {
            match before.question(&question.key) {
                None => changes.added.push(question.name()),
                Some(old) if old != question => changes.changed.push(question.name()),
                Some(_) => {}
            }
        }
        let gone = before.questions.iter().filter(|old| self.question(&old.key).is_none());
        changes.removed = gone.map(Question::name).collect();
        let keys = |form: &Self, other: &Self| -> Vec<String> {
            let shared: BTreeSet<&str> = other.questions.iter().map(|q| q.key.as_str()).collect();
            form.questions.iter().map(|q| q.key.clone()).filter(|key| shared.contains(key.as_str())).collect()
        };
        let moved = keys(self, before).into_iter().zip(keys(before, self)).filter(|(new, old)| new != old);
        changes.moved = moved.filter_map(|(key, _)| self.question(&key).map(Question::name)).collect();
        changes
    }
}

impl FormChanges {
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

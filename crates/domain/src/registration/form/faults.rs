//! What is wrong with a form before anybody sees it: the editor says so beside the field, and the store refuses it.

use super::{Form, Question, QuestionKind, built_in};
use crate::event::MAX_PLACES;
use crate::lang::{Lang, LocalText};
use crate::registration::Step;
use std::collections::BTreeSet;

/// The most questions of a form, and options of a question: more is a survey.
const MOST_QUESTIONS: usize = 120;
const MOST_OPTIONS: usize = 60;
/// The longest retention, in days: ten years.
const MOST_DAYS: u16 = 3_660;

/// Why a form is not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormRefused {
    NotAllowed,
    /// Somebody saved another version meanwhile.
    ChangedMeanwhile,
    Faults(Vec<FormFault>),
}

/// What is wrong with which question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFault {
    pub key: String,
    pub fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Neither of the catalogue nor a key of the event's own, or there twice.
    BadKey,
    TooMany,
    /// What is asked is not said in this language of the event.
    NoLabel(Lang),
    /// Why it is asked is not said in this language of the event.
    NoPurpose(Lang),
    /// Fewer than two things to choose from, or too many.
    Options,
    /// An option has no words in this language, or two options have one key.
    OptionLabel(Lang),
    /// The number of places of an option is out of range.
    Places,
    /// More people have chosen the option than would have a place.
    PlacesTaken {
        option: String,
        taken: i32,
    },
    /// Who has one of the places is counted where protected answers can't be read.
    PlacesProtected,
    /// The smallest number is not the smaller one.
    Range,
    /// Kept for more than ten years.
    Retention,
    /// No questions of one's own are asked there.
    Step,
    /// Representation types are not known yet in this step.
    TypesTooEarly,
    /// The question that decides is not asked before this one.
    ConditionNotEarlier(String),
    /// The answer that the condition names is none of that question's.
    ConditionAnswer(String),
    /// Voluntary by its nature.
    NeverRequired,
    /// Another kind of answer: those that were given could not be read any more.
    KindChanged,
    /// Of a built-in question only a few things can be changed.
    BuiltInChanged,
}

impl Form {
    /// Everything that is wrong, in the order of the questions.
    pub fn faults(&self, before: &Self, languages: &[Lang]) -> Vec<FormFault> {
        let mut found = Vec::new();
        let mut earlier: Vec<&Question> = Vec::new();
        for question in &self.questions {
            let mut faults = Vec::new();
            if earlier.len() >= MOST_QUESTIONS {
                faults.push(Fault::TooMany);
            }
            if earlier.iter().any(|other| other.key == question.key) {
                faults.push(Fault::BadKey);
            }
            question.faults(languages, &mut faults);
            faults.extend(question.condition_fault(&earlier));
            if before.question(&question.key).is_some_and(|old| old.kind != question.kind) {
                faults.push(Fault::KindChanged);
            }
            found.extend(faults.into_iter().map(|fault| FormFault { key: question.key.clone(), fault }));
            earlier.push(question);
        }
        found
    }
}

impl Question {
    fn faults(&self, languages: &[Lang], found: &mut Vec<Fault>) {
        match built_in(&self.key) {
            Some(original) if !self.is_like(original) => found.push(Fault::BuiltInChanged),
            Some(_) => {}
            None => self.own_faults(languages, found),
        }
        if self.keep_days.is_some_and(|days| days > MOST_DAYS) {
            found.push(Fault::Retention);
        }
        if !self.for_types.is_empty() && self.step < Step::Organisation {
            found.push(Fault::TypesTooEarly);
        }
        if self.is_only_counted() && self.is_required() {
            found.push(Fault::NeverRequired);
        }
    }

    fn own_faults(&self, languages: &[Lang], found: &mut Vec<Fault>) {
        let tail = self.key.strip_prefix("own_").unwrap_or_default();
        let plain = tail.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !plain || !(4..=40).contains(&tail.len()) {
            found.push(Fault::BadKey);
        }
        if self.step == Step::Sessions || !self.takes_its_answer() {
            found.push(Fault::Step);
        }
        let missing = |text: &LocalText| languages.iter().find(|lang| text.exact(**lang).is_none()).copied();
        found.extend(missing(&self.label).map(Fault::NoLabel));
        found.extend(missing(&self.purpose).map(Fault::NoPurpose));
        if self.range.is_some_and(|(least, most)| least > most) {
            found.push(Fault::Range);
        }
        if self.kind.has_options() {
            if !(2..=MOST_OPTIONS).contains(&self.options.len()) {
                found.push(Fault::Options);
            }
            found.extend(
                self.options.iter().find_map(|option| missing(&option.label)).map(Fault::OptionLabel),
            );
            let keys: BTreeSet<&str> = self.options.iter().map(|option| option.key.as_str()).collect();
            if keys.len() < self.options.len() || keys.contains("") {
                found.push(Fault::OptionLabel(languages.first().copied().unwrap_or(Lang::En)));
            }
            if self.class.is_protected() && self.options.iter().any(|option| option.places.is_some()) {
                found.push(Fault::PlacesProtected);
            }
            let wrong = |places: i32| !(1..=MAX_PLACES).contains(&places);
            if self.options.iter().filter_map(|option| option.places).any(wrong) {
                found.push(Fault::Places);
            }
        }
    }

    /// What organisers may change of a built-in question is not looked at: whether it is asked, who sees it, how
    /// long it is kept, and of whom it is asked.
    fn is_like(&self, original: &Self) -> bool {
        (self.kind, self.step, &self.condition, &self.options)
            == (original.kind, original.step, &original.condition, &original.options)
    }

    fn condition_fault(&self, earlier: &[&Self]) -> Option<Fault> {
        let condition = self.condition.as_ref()?;
        let decider = earlier.iter().find(|other| other.key == condition.question);
        let Some(decider) = decider.filter(|other| other.is_asked() || !self.is_asked()) else {
            return Some(Fault::ConditionNotEarlier(condition.question.clone()));
        };
        let known = |answer: &String| match decider.kind {
            QuestionKind::YesNo => matches!(answer.as_str(), "yes" | "no"),
            QuestionKind::Statement => answer == "yes",
            QuestionKind::OneOf | QuestionKind::SeveralOf => decider.option(answer).is_some(),
            _ => false,
        };
        let fine = !condition.one_of.is_empty() && condition.one_of.iter().all(known);
        (!fine).then(|| Fault::ConditionAnswer(condition.question.clone()))
    }
}

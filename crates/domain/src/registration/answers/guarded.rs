//! Answers that are guarded: taken out of all the others, to be sealed where they are kept, and put back when they are
//! opened. Which they are, the form says; those of the core about food and access always are.

use super::{AccessNeed, Answers, Food, RawAnswers};
use crate::registration::Form;
use std::collections::BTreeMap;

/// Values by field.
pub type Guarded = BTreeMap<String, Vec<String>>;

/// Fields of the core that nobody has to fill in and few may read.
const DELICATE: [&str; 4] = ["food", "food_note", "access", "access_note"];

/// Whether a field of the core is guarded.
pub(in crate::registration) fn is_delicate(field: &str) -> bool {
    DELICATE.contains(&field)
}

impl RawAnswers {
    /// Takes out what is guarded; what was left empty stays.
    pub fn take_guarded(&mut self, form: &Form) -> Guarded {
        let (taken, left) = std::mem::take(&mut self.0).into_iter().partition(|(field, values)| {
            values.iter().any(|value| !value.is_empty()) && form.is_guarded(field)
        });
        self.0 = left;
        taken
    }

    pub fn put_back(&mut self, guarded: Guarded) {
        self.0.extend(guarded);
    }
}

impl Answers {
    /// Takes out what is guarded.
    pub fn take_guarded(&mut self, form: &Form) -> Guarded {
        let mut own = RawAnswers(std::mem::take(&mut self.own));
        let mut taken = own.take_guarded(form);
        self.own = own.0;
        let food = std::mem::take(&mut self.food).into_iter().map(|food| food.code().to_owned());
        let access = std::mem::take(&mut self.access).into_iter().map(|need| need.code().to_owned());
        for (field, values) in [
            ("food", food.collect()),
            ("food_note", vec![std::mem::take(&mut self.food_note)]),
            ("access", access.collect()),
            ("access_note", vec![std::mem::take(&mut self.access_note)]),
        ] {
            if values.iter().any(|value: &String| !value.is_empty()) {
                taken.insert(field.to_owned(), values);
            }
        }
        taken
    }

    pub fn put_back(&mut self, guarded: Guarded) {
        for (field, values) in guarded {
            let one = || values.first().cloned().unwrap_or_default();
            match field.as_str() {
                "food" => self.food = values.iter().filter_map(|code| Food::parse(code)).collect(),
                "food_note" => self.food_note = one(),
                "access" => self.access = values.iter().filter_map(|code| AccessNeed::parse(code)).collect(),
                "access_note" => self.access_note = one(),
                _ => {
                    self.own.insert(field, values);
                }
            }
        }
    }
}

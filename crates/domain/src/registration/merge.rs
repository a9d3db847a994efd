//! Making one registration out of two of the same person: an organiser says which stays and, for each field that
//! differs, whose answer stays. Reading the result is in `answers/change.rs`.

use super::{FieldProblem, Form, RawAnswers, Status, Step};
use std::collections::BTreeSet;

/// The field that stands for all chosen sessions: they are taken over together, or not.
pub const SESSIONS: &str = "sessions";

/// Why two registrations are not merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeRefused {
    /// One and the same.
    Same,
    /// One of them has ended already.
    NotFrom(Status),
    /// One of them has changed since the organiser looked at it.
    ChangedMeanwhile,
    /// The answers don't go together: each with its step.
    Answers(Vec<(Step, FieldProblem)>),
    NotAllowed,
}

/// # Errors
/// When either has ended.
pub fn may_merge(keep: Status, drop: Status) -> Result<(), MergeRefused> {
    match [keep, drop].into_iter().find(|status| !status.is_active()) {
        Some(ended) => Err(MergeRefused::NotFrom(ended)),
        None => Ok(()),
    }
}

fn is_session(field: &str) -> bool {
    Step::of_field(field) == Some(Step::Sessions)
}

/// The fields whose answers differ, in the order of the form; sessions apart.
pub fn differing(a: &RawAnswers, b: &RawAnswers, form: &Form) -> Vec<String> {
    let said = |raw: &RawAnswers, field: &str| {
        let values = raw.0.get(field).map_or(&[][..], Vec::as_slice);
        values.iter().filter(|value| !value.is_empty()).cloned().collect::<Vec<_>>()
    };
    let fields: BTreeSet<&String> = a.0.keys().chain(b.0.keys()).collect();
    let mut found: Vec<String> =
        fields.into_iter().filter(|f| !is_session(f) && said(a, f) != said(b, f)).cloned().collect();
    found.sort_by_key(|field| place(field, form));
    found
}

/// Where a field stands in the form; one that is not known by name comes after its step's.
fn place(field: &str, form: &Form) -> (Step, usize) {
    const ORDER: [&str; 10] = [
        "email",
        "language",
        "title",
        "given",
        "family",
        "badge",
        "type",
        "state",
        "organisation",
        "position",
    ];
    let own = || form.questions.iter().position(|question| question.key == field).map(|at| at + ORDER.len());
    let at = ORDER.iter().position(|known| *known == field).or_else(own);
    (form.step_of(field).unwrap_or(Step::Check), at.unwrap_or(usize::MAX))
}

/// The typed answers of the one that stays, with the fields named here from the other; without sessions.
#[must_use]
pub fn merged(keep: &RawAnswers, drop: &RawAnswers, from_dropped: &BTreeSet<String>) -> RawAnswers {
    let mut raw = keep.clone();
    raw.0.retain(|field, _| !is_session(field));
    for field in from_dropped.iter().filter(|field| !is_session(field)) {
        match drop.0.get(field) {
            Some(values) => raw.0.insert(field.clone(), values.clone()),
            None => raw.0.remove(field),
        };
    }
    raw
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(fields: &[(&str, &str)]) -> RawAnswers {
        RawAnswers(fields.iter().map(|(f, v)| ((*f).to_owned(), vec![(*v).to_owned()])).collect())
    }

    #[test]
    fn only_what_differs_is_asked_for_in_the_order_of_the_form() {
        let a =
            raw(&[("email", "a@a.kz"), ("family", "A"), ("food_note", ""), ("slot-1", "x"), ("badge", "A")]);
        let b = raw(&[("email", "b@b.kz"), ("family", "A"), ("badge", "B"), ("consent_list", "yes")]);
        let form = Form::default();
        assert_eq!(differing(&a, &b, &form), ["email", "badge", "consent_list"]);
        assert_eq!(differing(&a, &a, &form), Vec::<String>::new());
    }

    #[test]
    fn each_field_comes_from_where_it_was_said() {
        let keep = raw(&[("email", "a@a.kz"), ("state", "KZ"), ("badge", "A"), ("slot-1", "x")]);
        let drop = raw(&[("email", "b@b.kz"), ("badge", "B"), ("slot-2", "y")]);
        let from = ["badge", "state", "slot-2", "sessions"].map(str::to_owned).into();
        assert_eq!(merged(&keep, &drop, &from), raw(&[("email", "a@a.kz"), ("badge", "B")]));
    }

    #[test]
    fn both_have_to_be_in_the_running() {
        for keep in Status::ALL {
            for drop in Status::ALL {
                let allowed = may_merge(keep, drop).is_ok();
                assert_eq!(allowed, keep.is_active() && drop.is_active(), "{keep:?} {drop:?}");
            }
        }
    }
}

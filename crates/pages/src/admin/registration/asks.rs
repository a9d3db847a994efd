//! Decisions that need more than a button: each with its own small form, closed until it is wanted.

use super::RegistrationPage;
use crate::admin::registrations::{decision_class, reason_words};
use crate::forms::{Choice, Field, FormErrors};
use crate::texts::T;
use plenary_domain::registration::{Decision, Status, state_after};

/// What somebody typed into the form of a decision that was refused.
#[derive(Debug, Clone, Default)]
pub struct TypedDecision {
    /// Which of the forms it was.
    pub decision: Option<Decision>,
    pub reason: String,
    pub days: String,
    pub fields: Vec<String>,
    pub over_limit: bool,
}

/// One form.
pub struct Ask {
    pub decision: Decision,
    pub over_limit: bool,
    pub summary: String,
    pub reason: Option<(Field, String, String)>,
    pub days: Option<Field>,
    /// Answers that the delegate may be asked about.
    pub fields: Vec<Choice>,
    pub class: &'static str,
    pub open: bool,
}

/// Answers that can be asked about by name.
const ASKABLE: [&str; 8] = ["title", "given", "family", "badge", "type", "state", "organisation", "position"];

/// How long a delegate usually has.
const USUAL_DAYS: &str = "7";

impl Ask {
    fn new(t: T, decision: Decision, typed: &TypedDecision, errors: &FormErrors) -> Self {
        Self::made(t, (decision, false), typed, errors)
    }

    fn made(
        t: T,
        (decision, over_limit): (Decision, bool),
        typed: &TypedDecision,
        errors: &FormErrors,
    ) -> Self {
        let mine = typed.decision == Some(decision) && typed.over_limit == over_limit;
        let field = |name: &str, value: &str| {
            // Several forms on one page ask for a reason: the one that was sent has the plain id for the summary.
            let mut field = Field::new(name, value);
            if mine {
                return errors.field(name, value);
            }
            field.id = format!("{name}-{}{}", decision.code(), if over_limit { "-over" } else { "" });
            field
        };
        let (label, hint) = reason_words(t, decision);
        let reason = (decision.needs_reason() || over_limit)
            .then(|| (field("reason", if mine { &typed.reason } else { "" }), label.into(), hint.into()));
        let days =
            decision.needs_deadline().then(|| field("days", if mine { &typed.days } else { USUAL_DAYS }));
        let asked = |name: &&str| {
            Choice::new(*name, t.audit_field(name), mine && typed.fields.iter().any(|f| f == name))
        };
        Self {
            summary: if over_limit {
                t.admin_registrations_over_limit().into_owned()
            } else {
                t.decision(decision).into_owned()
            },
            fields: if decision == Decision::RequestInfo {
                ASKABLE.iter().map(asked).collect()
            } else {
                Vec::new()
            },
            class: decision_class(decision),
            open: mine && !errors.is_empty(),
            decision,
            over_limit,
            reason,
            days,
        }
    }
}

/// The forms that are possible from a state.
pub(super) fn asks(t: T, from: Status, typed: &TypedDecision, errors: &FormErrors) -> Vec<Ask> {
    let possible = |d: &Decision| state_after(from, *d).is_ok();
    let needs = |d: &Decision| d.needs_reason() || d.needs_deadline();
    let mut asks: Vec<_> = Decision::ALL
        .into_iter()
        .filter(|d| needs(d) && possible(d))
        .map(|d| Ask::new(t, d, typed, errors))
        .collect();
    if possible(&Decision::Confirm) && !from.holds_place() {
        asks.push(Ask::made(t, (Decision::Confirm, true), typed, errors));
    }
    asks
}

impl RegistrationPage<'_> {
    /// Decisions that are one press of a button.
    pub(super) fn steps(&self) -> Vec<Decision> {
        let plain = |d: &Decision| {
            !d.needs_reason() && !d.needs_deadline() && state_after(self.registration.status, *d).is_ok()
        };
        Decision::ALL.into_iter().filter(plain).collect()
    }

    pub(super) fn asks(&self) -> Vec<Ask> {
        asks(self.frame.t, self.registration.status, &self.typed, &self.errors)
    }
}

//! The same form for an organiser who enters somebody: every step at once, without what speaks to the delegate.

use super::register::{StepFacts, StepPage};
use crate::forms::FormErrors;
use crate::frame::{EventFrame, Frame, Nav};
use askama::Template;
use plenary_domain::Lang;
use plenary_domain::registration::{FieldProblem, Problem, RawAnswers, Step};
use plenary_domain::text::TextRefused;
use std::borrow::Cow;

type Word = Cow<'static, str>;

/// The fields of one step.
#[derive(Debug, Clone)]
pub struct EnterStep {
    pub step: Step,
    pub title: String,
    pub html: String,
    /// Questions of the event's own that stand here, seen or hidden.
    pub drawn: Vec<String>,
}

impl StepPage<'_> {
    /// What a browser may fill in by itself: nothing where somebody else is entered.
    pub fn fills<'s>(&self, name: &'s str) -> &'s str {
        if self.by_organiser { "off" } else { name }
    }

    /// Label and hint of a field of the core: to the delegate, or about somebody.
    pub fn asked(&self, field: &str) -> (Word, Word) {
        let t = self.frame.t;
        if self.by_organiser {
            return match field {
                "email" => (t.field_email(), t.admin_desk_enter_email_hint()),
                "given" => (t.field_given(), t.admin_desk_enter_latin()),
                "family" => (t.field_family(), t.admin_desk_enter_latin()),
                "badge" => (t.admin_registrations_badge_name(), t.admin_desk_enter_badge_hint()),
                "type" => (t.admin_registrations_type(), "".into()),
                _ => (t.admin_registrations_state(), "".into()),
            };
        }
        match field {
            "email" => (t.field_email(), t.field_email_hint()),
            "given" => (t.field_given(), t.field_given_hint()),
            "family" => (t.field_family(), t.field_family_hint()),
            "badge" => (t.field_badge(), t.field_badge_hint()),
            "type" => (t.field_type(), "".into()),
            _ => (t.field_state(), t.field_state_hint()),
        }
    }

    /// What is wrong, without speaking to the delegate.
    fn told(&self, problem: &FieldProblem) -> Option<String> {
        let t = self.frame.t;
        let label = match problem.field.as_str() {
            "notice" => return Some(t.admin_desk_notice_empty().into_owned()),
            "organisation" => t.field_organisation(),
            "position" => t.field_position(),
            field @ ("email" | "family" | "type" | "state") => self.asked(field).0,
            _ => return None,
        };
        match problem.problem {
            Problem::Text(TextRefused::Empty) | Problem::NotChosen | Problem::StateNeeded => {
                Some(t.admin_desk_enter_empty(label))
            }
            _ => None,
        }
    }

    /// The heading where the form speaks about somebody, not to them.
    fn heading(&self) -> Word {
        let t = self.frame.t;
        match self.step {
            Step::Contact => t.admin_desk_enter_contact(),
            Step::About => t.admin_desk_enter_about(),
            Step::Organisation => t.admin_registrations_organisation(),
            Step::Check => t.admin_desk_agreed(),
            other => t.step(other),
        }
    }

    fn asks_something(&self) -> bool {
        match self.step {
            Step::Sessions => !self.slots.is_empty() || !self.questions.is_empty(),
            Step::Travel => !self.questions.is_empty(),
            _ => true,
        }
    }
}

/// The steps for somebody with these answers, and everything that is wrong with them in the order of the page.
///
/// # Errors
/// Never for templates that only read their own fields.
pub fn enter_steps(
    lang: Lang,
    raw: &RawAnswers,
    problems: &[(Step, FieldProblem)],
    facts: &StepFacts<'_>,
) -> Result<(Vec<EnterStep>, FormErrors), askama::Error> {
    let (mut steps, mut errors) = (Vec::new(), FormErrors::default());
    for step in facts.form.steps(raw) {
        let here: Vec<FieldProblem> =
            problems.iter().filter(|(of, _)| *of == step).map(|(_, problem)| problem.clone()).collect();
        let frame = Frame { t: crate::T::new(lang), languages: Vec::new(), data: None };
        let head = EventFrame::new(lang, facts.event, Nav::Other, false);
        let mut page = StepPage::new(frame, head, step, raw.clone(), &here, facts);
        page.by_organiser = true;
        for problem in &here {
            let told = page.told(problem);
            let mut error = page.errors.0.iter_mut().find(|error| error.id == problem.field);
            if let (Some(error), Some(told)) = (error.as_mut(), told) {
                error.text = told;
            }
        }
        if !page.asks_something() {
            continue;
        }
        steps.push(EnterStep {
            step,
            title: page.heading().into_owned(),
            html: page.as_fields().render()?,
            drawn: page.questions.iter().map(|question| question.field.name.clone()).collect(),
        });
        errors.0.append(&mut page.errors.0);
    }
    Ok((steps, errors))
}

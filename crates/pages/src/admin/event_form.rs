//! The editor of an event's form: all questions at a glance, by step, with who sees each answer and for how long.

pub mod question;

use super::{AdminFrame, AdminNav};
use crate::frame::Page;
use crate::texts::{T, dates};
use crate::urls::AdminUrls;
use jiff::Timestamp;
use plenary_domain::event::Event;
use plenary_domain::registration::{Asked, Form, FormFacts, Question, Registration, Step};

/// One step with its questions.
pub struct StepBlock {
    pub step: Step,
    /// What is always asked there.
    pub core: String,
    pub rows: Vec<QuestionRow>,
    /// Address, code and name of each language.
    pub previews: Vec<(String, &'static str, &'static str)>,
}

pub struct QuestionRow {
    pub key: String,
    pub label: String,
    pub href: String,
    pub kind: String,
    pub asked: String,
    pub asked_class: &'static str,
    /// Of whom, if not of everybody.
    pub when: String,
    pub who: String,
    pub keep: String,
    /// Scarce things to choose, with their places.
    pub scarce: Vec<String>,
    pub move_to: String,
    pub first: bool,
    pub last: bool,
    /// The button that has the focus: the one that was pressed, or the other one at an end.
    pub focus: &'static str,
}

/// A version in the list.
pub struct VersionLine {
    pub version: i32,
    pub at: Timestamp,
    pub by: String,
}

#[derive(askama::Template)]
#[template(path = "admin/form.html")]
pub struct FormPage<'a> {
    pub frame: AdminFrame<'a>,
    pub event: &'a Event,
    pub urls: AdminUrls,
    pub version: i32,
    pub steps: Vec<StepBlock>,
    pub versions: Vec<VersionLine>,
}

impl Page for FormPage<'_> {}

impl<'a> FormPage<'a> {
    /// `moved` is the question that was just moved, and whether it went up.
    pub fn new(
        frame: AdminFrame<'a>,
        event: &'a Event,
        form: &Form,
        versions: Vec<VersionLine>,
        moved: Option<(&str, bool)>,
    ) -> Self {
        let (t, urls) = (frame.t, AdminUrls::new(event));
        let block = |step: Step| StepBlock {
            step,
            core: core(t, step),
            rows: rows(t, (event, &urls), form, step, moved),
            previews: event
                .languages
                .iter()
                .map(|lang| (urls.form_preview(*lang, step), lang.code(), lang.own_name()))
                .collect(),
        };
        let steps = Step::ALL.into_iter().map(block).collect();
        Self { event, version: form.version, steps, versions, urls, frame }
    }

    fn moment(&self, at: &Timestamp) -> String {
        self.frame.t.moment_short(*at, &self.event.zone())
    }

    fn machine(&self, at: &Timestamp) -> String {
        dates::machine_moment(*at, &self.event.zone())
    }
}

/// The questions that every event asks in a step.
fn core(t: T, step: Step) -> String {
    let fields = match step {
        Step::Contact => vec![t.field_email(), t.field_language()],
        Step::About => vec![t.field_title(), t.field_given(), t.field_family(), t.field_badge()],
        Step::Organisation => {
            vec![t.field_type(), t.field_state(), t.field_organisation(), t.field_position()]
        }
        Step::Sessions => return t.admin_form_core_sessions().into_owned(),
        Step::Travel => return String::new(),
        Step::Needs => vec![t.field_food(), t.field_access()],
        Step::Check => vec![t.check_consents(), t.consent_notice()],
    };
    t.admin_form_core(fields.join(" · "))
}

fn rows(
    t: T,
    (event, urls): (&Event, &AdminUrls),
    form: &Form,
    step: Step,
    moved: Option<(&str, bool)>,
) -> Vec<QuestionRow> {
    let mine: Vec<&Question> = form.questions.iter().filter(|question| question.step == step).collect();
    let last = mine.len().saturating_sub(1);
    let focus = |key: &str, at: usize| match moved {
        Some((other, up)) if other == key => match (up, at == 0, at == last) {
            (true, false, _) | (false, false, true) => "up",
            _ => "down",
        },
        _ => "",
    };
    let row = |(at, question): (usize, &&Question)| QuestionRow {
        key: question.key.clone(),
        label: t.question(question),
        href: urls.form_question(&question.key),
        kind: t.question_kind(question.kind).into_owned(),
        asked: t.question_asked(question.asked).into_owned(),
        asked_class: if question.is_asked() { "status status-good" } else { "status status-off" },
        when: t.question_when(event, form, question),
        who: format!("{} · {}", question.class.code(), crate::public::questions::why(t, question).who),
        keep: keep(t, question),
        scarce: question
            .options
            .iter()
            .filter_map(|option| {
                let places = t.option_places(option.places?);
                Some(format!("{}: {places}", t.question_option(question, option)))
            })
            .collect(),
        move_to: urls.form_question_move(&question.key),
        first: at == 0,
        last: at == last,
        focus: focus(&question.key, at),
    };
    mine.iter().enumerate().map(row).collect()
}

fn keep(t: T, question: &Question) -> String {
    let record = || t.admin_form_keep_record().into_owned();
    question.keep_days.map_or_else(record, |days| t.admin_form_keep_short(days))
}

/// An answer to one of the event's own questions, for the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAnswer {
    pub question: String,
    pub answer: String,
    /// Said instead of the answer to those who need not know it.
    pub veiled: bool,
}

/// What somebody answered, in the words of the form that was answered. Those who only look at the desk are not told
/// what is protected, and nobody is told beside a name what is only counted.
pub fn own_answers(t: T, form: &Form, registration: &Registration, may_change: bool) -> Vec<OwnAnswer> {
    let own = &registration.answers.own;
    let line = |question: &Question| {
        let sealed = registration.sealed.contains(&question.key);
        let values = own.get(&question.key);
        if values.is_none() && !sealed {
            return None;
        }
        let (answer, veiled) = if question.is_only_counted() {
            (t.admin_form_counted().into_owned(), true)
        } else if sealed || (question.class.is_protected() && !may_change) {
            (t.admin_form_protected().into_owned(), true)
        } else {
            (t.question_answer(question, values.map_or(&[], Vec::as_slice)), false)
        };
        Some(OwnAnswer { question: t.question(question), answer, veiled })
    };
    form.questions.iter().filter_map(line).collect()
}

/// The questions that a list or an export may show beside names.
pub fn open_questions(form: &Form) -> Vec<&Question> {
    form.questions.iter().filter(|question| !question.class.is_protected()).collect()
}

/// A form as a preview shows it: every question of the event, those that are still off as well; and which are off.
pub fn previewed(mut facts: FormFacts) -> (FormFacts, Vec<String>) {
    let off: Vec<String> = facts
        .form
        .questions
        .iter()
        .filter(|question| !question.is_asked())
        .map(|question| question.key.clone())
        .collect();
    for question in &mut facts.form.questions {
        if !question.is_asked() {
            question.asked = Asked::Optional;
        }
        question.condition = None;
        question.for_types.clear();
    }
    facts.files = true;
    (facts, off)
}

//! The steps of a registration: one template for each, shown for a new registration and for changing answers.

use super::agenda::Seats;
use super::questions::{QuestionShape, QuestionView, SentFile, questions};
use super::slots::{SlotChoice, slots};
use crate::forms::{Choice, Field, FormErrors};
use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use plenary_domain::Lang;
use plenary_domain::agenda::Agenda;
use plenary_domain::event::Event;
use plenary_domain::registration::{
    AccessNeed, FieldProblem, Food, Form, FormFacts, Question, RawAnswers, RepresentationType, StateCode,
    Step, TypeCode,
};

/// A row of "check your answers".
pub struct Answer {
    pub question: String,
    pub answer: String,
    pub change: Option<String>,
}

/// What the steps have to know beside the answers.
pub struct StepFacts<'a> {
    pub event: &'a Event,
    pub form: &'a FormFacts,
    pub agenda: Option<&'a Agenda>,
    pub seats: &'a Seats,
    /// The form under which the answers that are shown were given, where it is not the one that is asked now.
    pub given: Option<&'a Form>,
    /// Files that were sent.
    pub files: &'a [SentFile],
}

#[derive(askama::Template)]
#[template(path = "registration/step.html", blocks = ["fields"])]
pub struct StepPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub step: Step,
    pub errors: FormErrors,
    pub raw: RawAnswers,
    pub action: String,
    /// Where Back goes; the first step has none.
    pub back: Option<String>,
    /// Answers of a registration that was sent are being changed.
    pub change: bool,
    /// The version that the form was opened with, when changing.
    pub version: i32,
    /// The answers were changed on another device meanwhile.
    pub meanwhile: bool,
    pub slots: Vec<SlotChoice>,
    pub types: Vec<Choice>,
    /// What this event asks in this step.
    pub questions: Vec<QuestionView>,
    /// What should be looked at again before everything is sent.
    pub warnings: Vec<String>,
    /// The steps of somebody with these answers.
    pub steps: Vec<Step>,
    /// Answers on this page have brought more questions.
    pub more: bool,
    /// No letter has gone out: too many did, a short while ago.
    pub no_letter: bool,
    /// A preview for organisers, where nothing is saved: the way back to the editor.
    pub preview: Option<String>,
    pub answers: Vec<Answer>,
    /// An organiser fills it in for somebody: what speaks to the delegate is left out.
    pub by_organiser: bool,
    /// Some changes of this step go to the organisers first.
    pub controlled: bool,
}

impl Page for StepPage<'_> {}

impl<'a> StepPage<'a> {
    pub fn new(
        frame: Frame,
        head: EventFrame<'a>,
        step: Step,
        raw: RawAnswers,
        problems: &[FieldProblem],
        facts: &StepFacts<'_>,
    ) -> Self {
        let t = frame.t;
        let mut errors = FormErrors::default();
        for problem in problems {
            errors.add(id_of(&problem.field), t.answer_problem(problem, &facts.event.zone()));
        }
        let slots = if step == Step::Sessions { slots(t, &raw, facts, &errors) } else { Vec::new() };
        let types = types(t, &raw, facts.form);
        let answers = if step == Step::Check { answers(t, &raw, facts) } else { Vec::new() };
        let warnings = if step == Step::Check { facts.form.warnings(&raw) } else { Vec::new() };
        let questions = questions(t, step, (&raw, facts.form, facts.files), &errors);
        Self {
            frame,
            head: head.plain(),
            questions,
            warnings: warnings
                .into_iter()
                .map(|(_, warning)| t.answer_warning(warning).into_owned())
                .collect(),
            steps: facts.form.steps(&raw),
            more: false,
            no_letter: false,
            preview: None,
            step,
            errors,
            raw,
            action: String::new(),
            back: None,
            change: false,
            version: 0,
            meanwhile: false,
            slots,
            types,
            answers,
            by_organiser: false,
            controlled: false,
        }
    }

    /// Files that were refused, each with the sentence that says why; what else is wrong with their fields follows from
    /// that.
    #[must_use]
    pub fn refusing(mut self, refused: Vec<(String, String)>) -> Self {
        for (field, why) in refused {
            self.errors.0.retain(|error| error.id != field);
            for view in self.questions.iter_mut().filter(|view| view.field.name == field) {
                view.field.error = Some(why.clone());
            }
            self.errors.add(field, why);
        }
        self
    }

    pub fn has_files(&self) -> bool {
        self.questions.iter().any(|view| matches!(view.shape, QuestionShape::File { .. }))
    }

    #[must_use]
    pub fn at(mut self, action: String, back: Option<String>) -> Self {
        self.action = action;
        self.back = back;
        self
    }

    /// "Change" links of the check page, made by the caller who knows the secret.
    #[must_use]
    pub fn with_changes(mut self, address: impl Fn(Step) -> String) -> Self {
        for answer in &mut self.answers {
            answer.change = answer.change.take().and_then(|code| Step::parse(&code)).map(&address);
        }
        self
    }

    pub fn title(&self) -> String {
        let t = self.frame.t;
        let title = t.register_page_title(self.number(), t.step(self.step), self.steps.len());
        if self.errors.is_empty() { title } else { t.error_title(title) }
    }

    /// Which step it is for somebody with these answers, from 1.
    pub fn number(&self) -> usize {
        self.steps.iter().take_while(|step| **step < self.step).count() + 1
    }

    pub fn is_done(&self, step: &Step) -> bool {
        *step < self.step
    }

    pub fn is_now(&self, step: &Step) -> bool {
        *step == self.step
    }

    pub fn all_steps(&self) -> Vec<Step> {
        self.steps.clone()
    }

    /// For organisers: every question of the step, each with of whom it is asked.
    #[must_use]
    pub fn previewed(mut self, event: &Event, form: &Form, off: &[String], back: String) -> Self {
        let t = self.frame.t;
        for view in &mut self.questions {
            let question = form.question(&view.field.name);
            let when = question.map(|question| t.question_when(event, form, question)).unwrap_or_default();
            let off = if off.contains(&view.field.name) { t.preview_off() } else { String::new().into() };
            view.remark = [when, off.into_owned()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            view.hidden = false;
            view.when = None;
        }
        self.preview = Some(back);
        self
    }

    pub fn field(&self, name: &str) -> Field {
        self.errors.field(name, self.raw.one(name))
    }

    pub fn has(&self, name: &str) -> bool {
        !self.raw.one(name).is_empty()
    }

    pub fn languages(&self) -> Vec<Choice> {
        let chosen = match self.raw.one("language") {
            "" => self.frame.t.lang.code(),
            typed => typed,
        };
        let choice = |lang: &Lang| Choice {
            lang: lang.code(),
            ..Choice::new(lang.code(), lang.own_name(), chosen == lang.code())
        };
        self.head.event.languages.iter().map(choice).collect()
    }

    pub fn states(&self) -> Vec<Choice> {
        let chosen = self.raw.one("state");
        let choice = |(code, name): &(StateCode, &'static str)| {
            Choice::new(code.as_str(), *name, code.as_str() == chosen)
        };
        self.frame.t.states().iter().map(choice).collect()
    }

    pub fn food(&self) -> Vec<Choice> {
        let t = self.frame.t;
        Food::ALL.iter().map(|f| Choice::new(f.code(), t.food(f), self.raw.has("food", f.code()))).collect()
    }

    pub fn access(&self) -> Vec<Choice> {
        let t = self.frame.t;
        AccessNeed::ALL
            .iter()
            .map(|a| Choice::new(a.code(), t.access(a), self.raw.has("access", a.code())))
            .collect()
    }
}

/// Representation types that can be chosen now.
fn types(t: T, raw: &RawAnswers, form: &FormFacts) -> Vec<Choice> {
    let choice = |kind: &RepresentationType| {
        let code = kind.code.as_str();
        Choice::new(code, t.representation_type(kind), raw.has("type", code))
    };
    form.choosable().map(choice).collect()
}

/// The element that the error summary links to.
fn id_of(field: &str) -> String {
    field.to_owned()
}

/// All answers in words, each with the step that changes it (as a code; see [`StepPage::with_changes`]).
pub(super) fn answers(t: T, raw: &RawAnswers, facts: &StepFacts<'_>) -> Vec<Answer> {
    let one = |field: &str| raw.one(field).trim().to_owned();
    let several = |field: &str, word: &dyn Fn(&str) -> Option<String>| {
        let values = raw.0.get(field).map_or(&[][..], Vec::as_slice);
        values.iter().filter_map(|value| word(value)).collect::<Vec<_>>().join(", ")
    };
    let state = StateCode::parse(raw.one("state")).map(|code| t.state(code).to_owned()).unwrap_or_default();
    let kind = TypeCode::parse(raw.one("type")).map(|code| t.type_of(facts.event, &code));
    let food = several("food", &|code| Food::parse(code).map(|f| t.food(f).into_owned()));
    let access = several("access", &|code| AccessNeed::parse(code).map(|a| t.access(a).into_owned()));
    let language = Lang::parse(raw.one("language")).map(|lang| lang.own_name().to_owned());
    let mut rows = vec![
        row(Step::Contact, t.field_email(), one("email")),
        row(Step::Contact, t.field_language(), language.unwrap_or_default()),
        row(Step::About, t.field_title(), one("title")),
        row(Step::About, t.field_given(), one("given")),
        row(Step::About, t.field_family(), one("family")),
        row(Step::About, t.field_badge(), one("badge")),
        row(Step::Organisation, t.field_type(), kind.unwrap_or_default()),
        row(Step::Organisation, t.field_state(), state),
        row(Step::Organisation, t.field_organisation(), one("organisation")),
        row(Step::Organisation, t.field_position(), one("position")),
    ];
    let chosen: Vec<String> = facts
        .form
        .sign_up
        .iter()
        .filter(|session| raw.has(&session.slot_field(), &session.id.to_string()))
        .filter_map(|session| facts.agenda?.session(session.id))
        .map(|session| session.title.get(t.lang).to_owned())
        .collect();
    if !facts.form.sign_up.is_empty() {
        rows.push(row(Step::Sessions, t.step_sessions(), chosen.join("; ")));
    }
    let with_note = |list: String, note: String| {
        [list, note].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(". ")
    };
    rows.extend(own_answers(t, raw, facts));
    rows.push(row(Step::Needs, t.field_food(), with_note(food, one("food_note"))));
    rows.push(row(Step::Needs, t.field_access(), with_note(access, one("access_note"))));
    // The rows of one step stand together, the core first.
    rows.sort_by_key(|row| row.change.as_deref().and_then(Step::parse));
    rows
}

/// Answers that were given, each in the words of its own version; and what is asked now and was not answered.
fn own_answers(t: T, raw: &RawAnswers, facts: &StepFacts<'_>) -> Vec<Answer> {
    let asked = facts.form.asked(raw);
    let now = |key: &str| asked.iter().find(|question| question.key == key).copied();
    let told = |question: &Question| {
        let values = raw.all(&question.key);
        let file = facts.files.iter().find(|file| values.contains(&file.id));
        let answer = file.map_or_else(|| t.question_answer(question, values), |file| file.name.clone());
        row(question.step, t.question(question), answer)
    };
    let mut rows = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    let form = facts.given.unwrap_or(&facts.form.form);
    for question in &form.questions {
        let answered = !raw.one(&question.key).trim().is_empty();
        let asked = now(&question.key);
        if answered && (asked.is_some() || facts.given.is_some()) {
            let step = asked.map_or(question.step, |asked| asked.step);
            rows.push(Answer { change: Some(step.code().to_owned()), ..told(question) });
            done.push(&question.key);
        }
    }
    for question in asked.into_iter().filter(|question| !done.contains(&question.key.as_str())) {
        rows.push(Answer { change: Some(question.step.code().to_owned()), ..told(question) });
    }
    rows
}

fn row(step: Step, question: impl Into<String>, answer: String) -> Answer {
    Answer { question: question.into(), answer, change: Some(step.code().to_owned()) }
}

/// Registration is not open.
#[derive(askama::Template)]
#[template(path = "registration/closed.html")]
pub struct ClosedPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    pub title: String,
    pub text: String,
}

impl Page for ClosedPage<'_> {}

//! The event's own questions as a step shows them: how each is answered, why it is asked, and when it is not.

use crate::forms::{Choice, Field, FormErrors};
use crate::texts::T;
use plenary_domain::registration::{
    AnswerOption, FormFacts, LANGUAGES, Question, QuestionKind, RawAnswers, Step,
};

/// One question on the page.
pub struct QuestionView {
    pub field: Field,
    pub label: String,
    pub hint: String,
    pub optional: bool,
    pub shape: QuestionShape,
    pub why: Why,
    /// Worth looking at again.
    pub warning: String,
    /// The field on this page that decides whether this is asked, and the answers to it that say so.
    pub when: Option<(String, String)>,
    /// Not asked as things are; shown when the answer that decides is given.
    pub hidden: bool,
    /// In a preview: of whom it is asked.
    pub remark: String,
}

/// How it is answered.
pub enum QuestionShape {
    Line { kind: &'static str, autocomplete: &'static str, class: &'static str },
    Area,
    Select { empty: String, options: Vec<Choice> },
    Choices { kind: &'static str, options: Vec<Choice> },
    Tick { on: bool },
    File { accept: &'static str, sent: Option<SentFile> },
}

/// A file that was sent before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// As the answers name it.
    pub id: String,
    pub name: String,
    pub href: String,
    /// To be shown, and not only named.
    pub picture: bool,
    pub kilobytes: u64,
}

/// What the one who answers may know about a question.
pub struct Why {
    pub purpose: String,
    pub who: String,
    pub how_long: String,
}

/// Everything of one step: what is asked, and what would be asked after another answer on the same page.
pub(super) fn questions(
    t: T,
    step: Step,
    (raw, facts, files): (&RawAnswers, &FormFacts, &[SentFile]),
    errors: &FormErrors,
) -> Vec<QuestionView> {
    let asked = facts.asked(raw);
    let warnings = facts.warnings(raw);
    let mut shown: Vec<&Question> = Vec::new();
    let mut views = Vec::new();
    for question in facts.form.questions.iter().filter(|q| q.step == step && q.is_asked()) {
        let now = asked.iter().any(|other| other.key == question.key);
        let when = decider(question, step, &shown);
        let could_be = when.is_some()
            && facts.can_ask(question)
            && (step == Step::Organisation || is_for(question, raw));
        if !now && !could_be {
            continue;
        }
        shown.push(question);
        let warning = warnings.iter().find(|(key, _)| *key == question.key);
        views.push(QuestionView {
            field: errors.field(question.key.clone(), raw.one(&question.key)),
            label: t.question(question),
            hint: t.question_help(question),
            optional: !question.is_required(),
            shape: shape(t, question, (raw, files), facts),
            why: why(t, question),
            warning: warning.map(|(_, warning)| t.answer_warning(*warning).into_owned()).unwrap_or_default(),
            when,
            hidden: !now,
            remark: String::new(),
        });
    }
    views
}

fn is_for(question: &Question, raw: &RawAnswers) -> bool {
    question.is_for(raw.one("type"))
}

/// What on this very page decides whether the question is asked.
fn decider(question: &Question, step: Step, shown: &[&Question]) -> Option<(String, String)> {
    match &question.condition {
        Some(condition) => {
            let here = shown.iter().any(|other| other.key == condition.question);
            here.then(|| (condition.question.clone(), condition.one_of.join(" ")))
        }
        None if step == Step::Organisation && !question.for_types.is_empty() => {
            Some(("type".to_owned(), question.for_types.join(" ")))
        }
        None => None,
    }
}

pub(crate) fn why(t: T, question: &Question) -> Why {
    Why {
        purpose: t.question_purpose(question),
        who: if question.is_only_counted() { t.why_counted() } else { t.who_sees(question.class) }
            .into_owned(),
        how_long: t.how_long(question.keep_days),
    }
}

fn shape(
    t: T,
    question: &Question,
    (raw, files): (&RawAnswers, &[SentFile]),
    facts: &FormFacts,
) -> QuestionShape {
    let (key, typed) = (question.key.as_str(), raw.one(&question.key));
    let line = |kind, class| QuestionShape::Line { kind, autocomplete: autocomplete(key), class };
    match question.kind {
        QuestionKind::ShortText => line("text", ""),
        QuestionKind::LongText => QuestionShape::Area,
        // A field of type number loses what was typed when it is no number.
        QuestionKind::Number => line("text", "width-half"),
        QuestionKind::Date => line("date", "width-half"),
        QuestionKind::Email => line("email", "width-half"),
        QuestionKind::Phone => line("tel", "width-half"),
        QuestionKind::Statement => QuestionShape::Tick { on: typed == "yes" },
        QuestionKind::YesNo => {
            let words = [("yes", t.answer_yes()), ("no", t.answer_no())];
            let options = words.into_iter().map(|(code, word)| Choice::new(code, word, typed == code));
            QuestionShape::Choices { kind: "radio", options: with_none(t, question, typed, options) }
        }
        QuestionKind::OneOf => {
            let options = options(t, question).into_iter();
            let options = options.map(|o| choice(t, question, o, facts, typed == o.key));
            QuestionShape::Choices { kind: "radio", options: with_none(t, question, typed, options) }
        }
        QuestionKind::SeveralOf => {
            let on = |option: &AnswerOption| raw.has(key, &option.key);
            let options = question.options.iter().map(|o| choice(t, question, o, facts, on(o)));
            QuestionShape::Choices { kind: "checkbox", options: options.collect() }
        }
        QuestionKind::Country => {
            let states = t.states().iter();
            let options =
                states.map(|(code, name)| Choice::new(code.as_str(), *name, code.as_str() == typed));
            QuestionShape::Select { empty: t.answer_choose().into_owned(), options: options.collect() }
        }
        QuestionKind::Language => {
            let mut options: Vec<Choice> = LANGUAGES
                .iter()
                .map(|code| Choice::new(*code, t.language_name(code), *code == typed))
                .collect();
            t.sort_by_text(&mut options, |choice| choice.label.clone());
            QuestionShape::Select { empty: t.answer_choose().into_owned(), options }
        }
        QuestionKind::File => file("application/pdf,image/jpeg,image/png,image/webp", typed, files),
        QuestionKind::Photo => file("image/jpeg,image/png,image/webp", typed, files),
    }
}

fn file(accept: &'static str, id: &str, files: &[SentFile]) -> QuestionShape {
    QuestionShape::File { accept, sent: files.iter().find(|file| file.id == id).cloned() }
}

/// A radio button can't be taken back: where no answer is needed, that is a choice, too.
fn with_none(t: T, question: &Question, typed: &str, options: impl Iterator<Item = Choice>) -> Vec<Choice> {
    let mut options: Vec<Choice> = options.collect();
    if !question.is_required() {
        options.push(Choice::new("", t.answer_none(), typed.is_empty()));
    }
    options
}

/// The two words for gender come in the order of the alphabet of the page: neither is first by our choice.
fn options(t: T, question: &Question) -> Vec<&AnswerOption> {
    let mut options: Vec<&AnswerOption> = question.options.iter().collect();
    if question.key == "gender"
        && let Some(first_two) = options.get_mut(..2)
    {
        t.sort_by_text(first_two, |option| t.question_option(question, option));
    }
    options
}

fn choice(t: T, question: &Question, option: &AnswerOption, facts: &FormFacts, on: bool) -> Choice {
    let left = facts.left.get(&(question.key.clone(), option.key.clone()));
    let note = match (left, option.places) {
        (Some(left), _) => t.option_left(*left),
        (None, Some(places)) => t.option_places(places),
        (None, None) => String::new(),
    };
    Choice::new(option.key.clone(), t.question_option(question, option), on).note(note)
}

/// What a browser may fill in by itself. Nothing of a passport.
fn autocomplete(key: &str) -> &'static str {
    match key {
        "phone" => "tel",
        _ => "off",
    }
}

//! One question of the form: everything about it side by side in each language; and all built-in questions at once.

use super::super::AdminFrame;
use super::super::form::{ConfirmPage, EditPage, Link, Part, Section, Typed, in_lang};
use crate::forms::{Choice, Field, FormErrors};
use crate::texts::T;
use crate::urls::AdminUrls;
use plenary_domain::Lang;
use plenary_domain::event::{Event, MAX_PLACES};
use plenary_domain::registration::{
    Asked, Fault, Form, FormFault, Question, QuestionKind, Step, VisibilityClass,
};

/// Rows for options that are not there yet.
pub const NEW_OPTIONS: [&str; 4] = ["n1", "n2", "n3", "n4"];

/// What the page of a question has to know.
pub struct QuestionFacts<'a> {
    pub event: &'a Event,
    pub form: &'a Form,
    /// None for a new one.
    pub question: Option<&'a Question>,
    pub typed: &'a Typed,
    pub errors: FormErrors,
    /// Somebody saved the form meanwhile.
    pub stale: bool,
}

/// An answer of another question as a condition names it.
pub fn condition_value(question: &str, answer: &str) -> String {
    format!("{question}={answer}")
}

/// The question as its form shows it.
pub fn typed_question(question: &Question) -> Typed {
    let mut typed = Typed::default();
    typed.add_text("label", &question.label);
    typed.add_text("help", &question.help);
    typed.add_text("purpose", &question.purpose);
    typed.add("kind", question.kind.code());
    typed.add("step", question.step.code());
    typed.add("asked", question.asked.code());
    typed.add("class", question.class.code());
    typed.add("keep", question.keep_days.map(|days| days.to_string()).unwrap_or_default());
    question.for_types.iter().for_each(|code| typed.add("types", code.clone()));
    if let Some(condition) = &question.condition {
        for answer in &condition.one_of {
            typed.add("when", condition_value(&condition.question, answer));
        }
    }
    if let Some((least, most)) = question.range {
        typed.add("least", least.to_string());
        typed.add("most", most.to_string());
    }
    for option in &question.options {
        typed.add_text(&format!("option-{}", option.key), &option.label);
        let places = option.places.map(|places| places.to_string()).unwrap_or_default();
        typed.add(format!("option-{}-places", option.key), places);
    }
    typed
}

/// A new question before anything is typed.
pub fn typed_new() -> Typed {
    let mut typed = Typed::default();
    typed.add("step", Step::Needs.code());
    typed.add("asked", Asked::Optional.code());
    typed.add("class", VisibilityClass::Organisers.code());
    typed.add("keep", "90");
    typed
}

pub fn question_page<'a>(frame: AdminFrame<'a>, facts: &QuestionFacts<'_>) -> EditPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(facts.event));
    let page = QuestionForm { t, facts };
    let built_in = facts.question.filter(|question| question.is_built_in());
    let title = facts.question.map_or_else(|| t.admin_form_new().into_owned(), |q| t.question(q));
    let lead = built_in
        .map(|question| {
            let when = t.question_when(facts.event, facts.form, question);
            [t.question_purpose(question), when].join(" ").trim().to_owned()
        })
        .unwrap_or_default();
    let bands = if built_in.is_some() {
        vec![vec![page.rules()]]
    } else {
        let texts = facts.event.languages.iter().map(|lang| page.texts(*lang)).collect();
        vec![texts, vec![page.kind(), page.rules()], vec![page.options()]]
    };
    let own = facts.question.filter(|question| !question.is_built_in());
    EditPage {
        title,
        lead,
        back: Link::new(urls.form(), t.admin_form()),
        action: facts.question.map_or_else(|| urls.form_new_question(), |q| urls.form_question(&q.key)),
        hidden: vec![("version", facts.form.version.to_string())],
        errors: facts.errors.clone(),
        warning: stale(t, &urls, facts.stale),
        bands,
        save: t.admin_form_save().into_owned(),
        remove: own.map(|q| Link::new(urls.form_question_remove(&q.key), t.admin_form_remove())),
        frame,
    }
    .in_order()
}

fn stale(t: T, urls: &AdminUrls, stale: bool) -> Option<(String, Link)> {
    stale.then(|| (t.admin_form_meanwhile().into_owned(), Link::new(urls.form(), t.admin_form_see())))
}

/// Every built-in question with a switch.
pub fn built_in_page<'a>(frame: AdminFrame<'a>, facts: &QuestionFacts<'_>) -> EditPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(facts.event));
    let all = facts.form.all_built_in();
    let switch = |question: &Question| {
        let typed = match facts.typed.one(&question.key) {
            "" => question.asked.code(),
            typed => typed,
        };
        let offered =
            Asked::ALL.iter().filter(|asked| **asked != Asked::Required || !question.is_only_counted());
        let choices =
            offered.map(|asked| Choice::new(asked.code(), t.question_asked(*asked), asked.code() == typed));
        let why = crate::public::questions::why(t, question);
        let told =
            [t.question_purpose(question), t.question_when(facts.event, facts.form, question), why.who];
        let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
        Part::select(
            facts.errors.field(question.key.clone(), typed),
            t.question(question),
            None,
            choices.collect(),
        )
        .hint(told.join(" "))
    };
    let section = |step: Step| {
        let mine = all.iter().filter(|question| question.step == step);
        mine.fold(Section::new(t.step(step)), |section, question| section.ask(switch(question)))
    };
    let sections = Step::ALL.into_iter().map(section).filter(|section| !section.rows.is_empty());
    EditPage {
        title: t.admin_form_built_in().into_owned(),
        lead: t.admin_form_built_in_lead().into_owned(),
        back: Link::new(urls.form(), t.admin_form()),
        action: urls.form_built_in(),
        hidden: vec![("version", facts.form.version.to_string())],
        errors: facts.errors.clone(),
        warning: stale(t, &urls, facts.stale),
        bands: sections.map(|section| vec![section]).collect(),
        save: t.admin_form_save().into_owned(),
        remove: None,
        frame,
    }
    .in_order()
}

/// Asks before an own question is removed; says why it can't be while others hang on it.
pub fn remove_page<'a>(
    frame: AdminFrame<'a>,
    event: &Event,
    form: &Form,
    question: &Question,
) -> ConfirmPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(event));
    let label = t.question(question);
    let needed: Vec<String> = form.needed_by(&question.key).into_iter().map(|q| t.question(q)).collect();
    let text = if needed.is_empty() {
        t.admin_form_remove_text().into_owned()
    } else {
        t.admin_form_remove_needed(needed.join(", "))
    };
    ConfirmPage {
        title: t.admin_form_remove_title(label.as_str()),
        text,
        back: Link::new(urls.form_question(&question.key), label),
        action: urls.form_question_remove(&question.key),
        yes: needed.is_empty().then(|| t.admin_form_remove_yes().into_owned()),
        no: t.admin_form_remove_no().into_owned(),
        frame,
    }
}

/// Where on the page of `key` a fault is told, and how.
pub fn fault_error(t: T, form: &Form, key: &str, fault: &FormFault) -> (String, String) {
    let name = |key: &str| form.or_built_in(key).map(|question| t.question(&question)).unwrap_or_default();
    let (id, text): (String, String) = match &fault.fault {
        Fault::NoLabel(lang) => (in_lang("label", *lang), t.admin_form_error_label(lang.own_name())),
        Fault::NoPurpose(lang) => (in_lang("purpose", *lang), t.admin_form_error_purpose(lang.own_name())),
        Fault::Options => (in_lang("option-n1", t.lang), t.admin_form_error_options().into_owned()),
        Fault::OptionLabel(lang) => {
            (in_lang("option-n1", *lang), t.admin_form_error_option_label(lang.own_name()))
        }
        Fault::Places => ("option-n1-places".to_owned(), t.admin_form_error_places(MAX_PLACES)),
        Fault::PlacesTaken { option, taken } => {
            let at =
                form.question(&fault.key).and_then(|of| of.options.iter().position(|o| o.key == *option));
            let id = at.map_or_else(|| "options".to_owned(), |at| format!("option-n{}-places", at + 1));
            (id, t.admin_form_error_places_taken(*taken))
        }
        Fault::PlacesProtected => ("class".to_owned(), t.admin_form_error_places_protected().into_owned()),
        Fault::Range => ("least".to_owned(), t.admin_form_error_range().into_owned()),
        Fault::Retention => ("keep".to_owned(), t.admin_form_error_keep().into_owned()),
        Fault::Step => ("step".to_owned(), t.admin_form_error_step().into_owned()),
        Fault::TypesTooEarly => ("types".to_owned(), t.admin_form_error_types().into_owned()),
        Fault::ConditionNotEarlier(decider) => {
            let id = if fault.key == key { "when" } else { "asked" };
            (id.to_owned(), t.admin_form_error_earlier(name(decider)))
        }
        Fault::ConditionAnswer(_) => ("when".to_owned(), t.admin_form_error_other().into_owned()),
        Fault::NeverRequired => ("asked".to_owned(), t.admin_form_error_never().into_owned()),
        Fault::KindChanged => ("kind".to_owned(), t.admin_form_error_other().into_owned()),
        Fault::BadKey | Fault::TooMany | Fault::BuiltInChanged => {
            ("asked".to_owned(), t.admin_form_error_other().into_owned())
        }
    };
    if fault.key == key { (id, text) } else { (id, format!("{}: {text}", name(&fault.key))) }
}

struct QuestionForm<'a> {
    t: T,
    facts: &'a QuestionFacts<'a>,
}

impl QuestionForm<'_> {
    fn field(&self, name: &str) -> Field {
        self.facts.errors.field(name, self.facts.typed.one(name))
    }

    fn texts(&self, lang: Lang) -> Section {
        let t = self.t;
        let field = |name: &str| self.field(&in_lang(name, lang));
        let purpose = Part::area(field("purpose"), t.admin_form_purpose(), 2);
        Section::of(lang)
            .ask(Part::line(field("label"), t.admin_form_label()).lang(lang))
            .ask(Part::line(field("help"), t.admin_form_help()).optional().lang(lang))
            .ask(purpose.hint(t.admin_form_purpose_hint()).lang(lang))
    }

    fn kind(&self) -> Section {
        let t = self.t;
        let typed = self.facts.typed.one("kind");
        let offered = |kind: &&QuestionKind| self.facts.question.is_none_or(|old| old.kind == **kind);
        let kinds = QuestionKind::ALL.iter().filter(offered);
        let kinds = kinds.map(|kind| Choice::new(kind.code(), t.question_kind(*kind), kind.code() == typed));
        let kind = Part::select(
            self.field("kind"),
            t.admin_form_kind(),
            self.facts.question.is_none().then(|| t.answer_choose().into_owned()),
            kinds.collect(),
        );
        let typed = self.facts.typed.one("step");
        let steps = Step::ALL.into_iter().filter(|step| *step != Step::Sessions);
        let steps = steps.map(|step| Choice::new(step.code(), t.step(step), step.code() == typed));
        let range = |name: &str, label| {
            Part::short(self.field(name), label).hint(t.admin_form_range_hint()).optional()
        };
        let section = Section::new(t.admin_form_question())
            .ask(kind.hint(t.admin_form_kind_hint()))
            .ask(Part::select(self.field("step"), t.admin_form_step(), None, steps.collect()))
            .ask_all(vec![range("least", t.admin_form_least()), range("most", t.admin_form_most())]);
        self.condition().into_iter().fold(section, Section::ask)
    }

    /// Every answer of every question that could decide: one that is asked in this step or before, and is more than
    /// counted.
    fn condition(&self) -> Option<Part> {
        let t = self.t;
        let mut choices = Vec::new();
        let me = self.facts.question.map_or("", |question| question.key.as_str());
        let step = Step::parse(self.facts.typed.one("step")).unwrap_or(Step::Check);
        let decides = |other: &&Question| {
            other.kind.decides() && other.key != me && other.step <= step && !other.is_only_counted()
        };
        for other in self.facts.form.questions.iter().filter(decides) {
            let answers: Vec<String> = match other.kind {
                QuestionKind::YesNo => vec!["yes".into(), "no".into()],
                QuestionKind::Statement => vec!["yes".into()],
                _ => other.options.iter().map(|option| option.key.clone()).collect(),
            };
            for answer in answers {
                let value = condition_value(&other.key, &answer);
                let on = self.facts.typed.has("when", &value);
                let label = t.question_answer(other, &[answer]);
                choices.push(Choice::new(value, format!("{label} – {}", t.question(other)), on));
            }
        }
        let part = Part::boxes(self.field("when"), t.admin_form_condition(), choices.clone());
        (!choices.is_empty()).then(|| part.hint(t.admin_form_condition_hint()).optional())
    }

    fn rules(&self) -> Section {
        let t = self.t;
        let typed = self.facts.typed;
        let only_counted = self.facts.question.is_some_and(Question::is_only_counted);
        let offered = Asked::ALL.iter().filter(|asked| **asked != Asked::Required || !only_counted);
        let asked = offered.map(|asked| {
            Choice::new(asked.code(), t.question_asked(*asked), asked.code() == typed.one("asked"))
        });
        let classes = VisibilityClass::ALL.iter().map(|class| {
            let label = format!("{} · {}", class.code(), t.who_sees(*class));
            Choice::new(class.code(), label, class.code() == typed.one("class"))
        });
        let capacities = self.facts.event.types.iter().map(|kind| {
            let code = kind.code.as_str();
            Choice::new(code, t.representation_type(kind), typed.has("types", code))
        });
        let keep = Part::short(self.field("keep"), t.admin_form_keep_days()).optional();
        let only = Part::boxes(self.field("types"), t.admin_form_types(), capacities.collect()).optional();
        Section::new(t.admin_form_rules())
            .ask(Part::radios(self.field("asked"), t.admin_form_asked(), asked.collect()))
            .ask(Part::select(self.field("class"), t.admin_form_class(), None, classes.collect()))
            .ask(keep.hint(t.admin_form_keep_hint()))
            .ask(only.hint(t.admin_form_types_hint(t.step(Step::Organisation))))
    }

    fn options(&self) -> Section {
        let t = self.t;
        let old = self.facts.question.map_or(&[][..], |question| question.options.as_slice());
        let keys = old.iter().map(|option| option.key.as_str()).chain(NEW_OPTIONS);
        let section = Section::new(t.admin_form_options()).hint(t.admin_form_options_hint());
        keys.zip(1..).fold(section, |section, (key, number): (&str, i32)| {
            let word = |lang: &Lang| {
                let field = self.field(&in_lang(&format!("option-{key}"), *lang));
                Part::line(field, t.admin_form_option_in(lang.own_name(), number)).lang(*lang)
            };
            let mut row: Vec<Part> = self.facts.event.languages.iter().map(word).collect();
            let places = self.field(&format!("option-{key}-places"));
            row.push(Part::short(places, t.admin_form_places(number)).optional());
            section.ask_all(row)
        })
    }
}

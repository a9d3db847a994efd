//! The representation types of an event: the list, and the form of one of them.

use super::form::{EditPage, Link, Part, Section, Typed, in_lang};
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::texts::T;
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::event::{DecisionMode, Event};
use plenary_domain::registration::{BadgeColour, RepresentationType};

/// One type in the list.
pub struct TypeLine {
    pub code: String,
    pub name: String,
    pub offered: bool,
    pub path: String,
    pub places: String,
    pub when: String,
    /// On the badge.
    pub letter: char,
    pub colour: BadgeColour,
    pub first: bool,
    pub last: bool,
}

#[derive(Template)]
#[template(path = "admin/types.html")]
pub struct TypesPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub version: i32,
    pub lines: Vec<TypeLine>,
    pub offer_hours: Field,
    pub errors: FormErrors,
    pub stale: bool,
}

impl Page for TypesPage<'_> {}

/// Who decides, in words.
fn path_word(t: T, path: Option<DecisionMode>) -> String {
    match path {
        None => t.admin_types_path_event(),
        Some(DecisionMode::AtOnce) => t.admin_settings_decision_at_once(),
        Some(DecisionMode::Organisers) => t.admin_settings_decision_organisers(),
    }
    .into_owned()
}

/// The types of the event with what is taken of each.
pub fn lines(t: T, event: &Event, taken: impl Fn(&RepresentationType) -> i64) -> Vec<TypeLine> {
    let last = event.types.len().saturating_sub(1);
    let zone = event.zone();
    let line = |(i, kind): (usize, &RepresentationType)| {
        let moment = |at: Option<Timestamp>| at.map(|at| t.moment(at, &zone));
        let times = [
            moment(kind.opens_at).map(|at| format!("{}: {at}", t.admin_types_opens())),
            moment(kind.closes_at).map(|at| format!("{}: {at}", t.admin_types_closes())),
        ];
        TypeLine {
            code: kind.code.as_str().to_owned(),
            name: t.representation_type(kind),
            offered: kind.offered,
            path: path_word(t, kind.path),
            places: kind.limit.map_or_else(
                || t.admin_types_unlimited().into_owned(),
                |limit| t.admin_types_places(taken(kind), limit),
            ),
            when: times.into_iter().flatten().collect::<Vec<_>>().join(". "),
            letter: kind.letter,
            colour: kind.colour,
            first: i == 0,
            last: i == last,
        }
    };
    event.types.iter().enumerate().map(line).collect()
}

/// What is saved, as if it had been typed.
pub fn typed_of(event: &Event, kind: Option<&RepresentationType>) -> Typed {
    let mut typed = Typed::default();
    let Some(kind) = kind else {
        typed.add("offered", "yes");
        typed.add("path", "event");
        typed.add("colour", BadgeColour::Green.code());
        return typed;
    };
    typed.add_text("name", &kind.name);
    typed.add("offered", if kind.offered { "yes" } else { "no" });
    typed.add("state", if kind.of_a_state { "yes" } else { "no" });
    typed.add("path", kind.path.map_or("event", DecisionMode::code));
    typed.add("limit", kind.limit.map(|limit| limit.to_string()).unwrap_or_default());
    typed.add("colour", kind.colour.code());
    typed.add("letter", kind.letter.to_string());
    for (name, at) in [("opens", kind.opens_at), ("closes", kind.closes_at)] {
        let local = at.map(|at| at.to_zoned_datetime(event.zone()));
        typed.add(format!("{name}-date"), local.as_ref().map(|l| l.date().to_string()).unwrap_or_default());
        typed.add(format!("{name}-time"), local.map(|l| l.strftime("%H:%M").to_string()).unwrap_or_default());
    }
    typed
}

/// What the form of one type needs.
pub struct TypeFacts<'a> {
    pub event: &'a Event,
    /// `None`: a new one.
    pub kind: Option<&'a RepresentationType>,
    pub typed: &'a Typed,
    pub errors: FormErrors,
    pub stale: bool,
}

/// The form of one type.
pub fn type_page<'a>(frame: AdminFrame<'a>, facts: &TypeFacts<'_>) -> EditPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(facts.event));
    let title =
        facts.kind.map_or_else(|| t.admin_types_add().into_owned(), |kind| t.representation_type(kind));
    let code = facts.kind.map_or("new", |kind| kind.code.as_str());
    EditPage {
        title,
        lead: String::new(),
        back: Link::new(urls.types(), t.admin_types()),
        action: urls.representation_type(code),
        hidden: vec![("version", facts.event.version.to_string())],
        errors: facts.errors.clone(),
        warning: facts.stale.then(|| {
            (t.admin_types_meanwhile().into_owned(), Link::new(urls.types(), t.admin_settings_see_theirs()))
        }),
        bands: vec![vec![names(t, facts), rules(t, facts)]],
        save: t.admin_settings_save().into_owned(),
        remove: None,
        frame,
    }
    .in_order()
}

fn field(facts: &TypeFacts<'_>, name: &str) -> Field {
    facts.errors.field(name, facts.typed.one(name))
}

fn names(t: T, facts: &TypeFacts<'_>) -> Section {
    let built_in = facts.kind.is_some_and(RepresentationType::is_built_in);
    let choice =
        |name: &str, value: &str, label: String| Choice::new(value, label, facts.typed.has(name, value));
    let colours = BadgeColour::ALL.map(|c| choice("colour", c.code(), t.badge_colour(c).into_owned()));
    let mut section = Section::new(t.admin_types());
    for lang in &facts.event.languages {
        let part = Part::line(field(facts, &in_lang("name", *lang)), t.admin_types_name(lang.own_name()));
        let part = part.lang(*lang);
        section = section.ask(if built_in { part.hint(t.admin_types_name_hint()).optional() } else { part });
    }
    section
        .ask(Part::boxes(
            field(facts, "offered"),
            t.admin_registrations_status(),
            vec![choice("offered", "yes", t.admin_types_offered().into_owned())],
        ))
        .ask(Part::boxes(
            field(facts, "state"),
            t.admin_registrations_state(),
            vec![choice("state", "yes", t.admin_types_state().into_owned())],
        ))
        .ask_all(vec![
            Part::select(field(facts, "colour"), t.admin_types_colour(), None, colours.into()),
            Part::short(field(facts, "letter"), t.admin_types_letter()),
        ])
}

fn rules(t: T, facts: &TypeFacts<'_>) -> Section {
    let path = |path: Option<DecisionMode>| {
        let code = path.map_or("event", DecisionMode::code);
        Choice::new(code, path_word(t, path), facts.typed.has("path", code))
    };
    let paths = [None, Some(DecisionMode::AtOnce), Some(DecisionMode::Organisers)].map(path);
    let time = |name: &str| {
        Part::short(field(facts, name), t.admin_settings_time()).hint(t.admin_settings_time_hint()).optional()
    };
    Section::new(t.admin_settings_registration())
        .ask(Part::radios(field(facts, "path"), t.admin_types_path(), paths.into()))
        .ask(
            Part::short(field(facts, "limit"), t.admin_types_limit())
                .hint(t.admin_types_limit_hint())
                .optional(),
        )
        .ask_all(vec![
            Part::date(field(facts, "opens-date"), t.admin_types_opens()).optional(),
            time("opens-time"),
        ])
        .ask_all(vec![
            Part::date(field(facts, "closes-date"), t.admin_types_closes()).optional(),
            time("closes-time"),
        ])
}

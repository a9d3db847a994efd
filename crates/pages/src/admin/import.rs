//! Taking over an agenda of another program: the file, what it would change, and how far a long one is.

use super::{AdminFrame, AdminNav};
use crate::forms::{Choice, Field as FormField, FormErrors};
use crate::frame::Page;
use crate::texts::{T, dates};
use crate::urls::AdminUrls;
use askama::Template;
use plenary_domain::Lang;
use plenary_domain::agenda::Agenda;
use plenary_domain::agenda::import::{Choices, Field, LeftOut, Plan, Planned, Why};
use plenary_domain::event::Event;
use std::borrow::Cow;

/// Lines of a list that are shown; the rest is counted.
const LINES: usize = 300;

#[derive(Template)]
#[template(path = "admin/import.html")]
pub struct ImportPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    /// As chosen.
    pub lang: Lang,
    pub move_dates: bool,
    pub errors: FormErrors,
}

impl Page for ImportPage<'_> {}

impl ImportPage<'_> {
    fn field(&self, name: &str) -> FormField {
        self.errors.field(name, "")
    }

    fn languages(&self) -> Vec<Choice> {
        let choice = |lang: &Lang| Choice {
            lang: lang.code(),
            ..Choice::new(lang.code(), lang.own_name(), self.lang == *lang)
        };
        self.event.languages.iter().map(choice).collect()
    }
}

/// A session in one of the lists.
pub struct Line {
    pub id: String,
    pub title: String,
    pub when: String,
    /// What differs, in words.
    pub fields: String,
}

/// Something that was not taken.
pub struct Left {
    /// Line or entry of the file.
    pub at: usize,
    pub what: String,
    pub why: String,
}

/// What taking over the file would do.
#[derive(Template)]
#[template(path = "admin/import_plan.html")]
pub struct PlanPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    /// Where the form goes.
    pub action: String,
    pub name: String,
    pub draft_version: i32,
    pub new: Vec<Line>,
    pub new_count: usize,
    /// More than are listed.
    pub new_more: usize,
    pub changed: Vec<Line>,
    pub changed_count: usize,
    /// More than are listed.
    pub changed_more: usize,
    pub same: usize,
    pub missing: Vec<Line>,
    /// Rooms, topics and people that are made on the way, in words.
    pub made: Option<String>,
    pub dates: Option<String>,
    pub not_taken: Vec<Left>,
    pub not_taken_count: usize,
    /// More than are listed.
    pub not_taken_more: usize,
    pub notes: Vec<Left>,
    pub notes_count: usize,
    /// More than are listed.
    pub notes_more: usize,
}

impl Page for PlanPage<'_> {}

/// What the page of a plan is about.
pub struct PlanFacts<'a> {
    pub event: &'a Event,
    pub draft: &'a Agenda,
    pub draft_version: i32,
    pub plan: &'a Plan,
    pub choices: Choices,
    pub name: &'a str,
    /// Name of the kept file.
    pub import: &'a str,
}

impl<'a> PlanPage<'a> {
    pub fn new(frame: AdminFrame<'a>, facts: &PlanFacts<'_>) -> Self {
        let (t, plan, urls) = (frame.t, facts.plan, AdminUrls::new(facts.event));
        let planned = |one: &Planned| planned_line(t, one, facts.choices.lang);
        let (not_taken, notes): (Vec<&LeftOut>, Vec<&LeftOut>) =
            plan.left_out.iter().partition(|left| !left.why.is_taken());
        let left = |all: &[&LeftOut]| all.iter().take(LINES).map(|one| left_line(t, one)).collect();
        Self {
            action: urls.import_of(facts.import),
            name: facts.name.to_owned(),
            draft_version: facts.draft_version,
            new: plan.new.iter().take(LINES).map(planned).collect(),
            new_count: plan.new.len(),
            new_more: plan.new.len().saturating_sub(LINES),
            changed: plan.changed.iter().take(LINES).map(planned).collect(),
            changed_count: plan.changed.len(),
            changed_more: plan.changed.len().saturating_sub(LINES),
            same: plan.same,
            missing: missing_lines(t, facts),
            made: made(t, plan),
            dates: plan.dates.map(|(first, last)| t.date_range(first, last)),
            not_taken: left(&not_taken),
            not_taken_count: not_taken.len(),
            not_taken_more: not_taken.len().saturating_sub(LINES),
            notes: left(&notes),
            notes_count: notes.len(),
            notes_more: notes.len().saturating_sub(LINES),
            urls,
            frame,
        }
    }

    fn is_empty(&self) -> bool {
        self.new_count + self.changed_count + self.missing.len() == 0 && self.dates.is_none()
    }
}

fn made(t: T, plan: &Plan) -> Option<String> {
    let (rooms, topics, people) = (plan.rooms.len(), plan.topics.len(), plan.speakers.len());
    (rooms + topics + people > 0).then(|| t.import_made(people, rooms, topics))
}

fn planned_line(t: T, one: &Planned, lang: Lang) -> Line {
    let fields: Vec<Cow<'static, str>> = one.fields.iter().map(|field| t.import_field(*field)).collect();
    Line {
        id: one.id.to_string(),
        title: one.input.title.get(lang).to_owned(),
        when: one.input.slot.map(|slot| when(t, slot)).unwrap_or_default(),
        fields: fields.join(", "),
    }
}

fn when(t: T, slot: plenary_domain::agenda::Slot) -> String {
    let (from, to) = dates::hours(&slot);
    format!("{}, {from}–{to}", t.date_short(slot.day))
}

fn missing_lines(t: T, facts: &PlanFacts<'_>) -> Vec<Line> {
    let sessions = facts.plan.missing.iter().filter_map(|id| facts.draft.session(*id));
    let line = |session: &plenary_domain::agenda::Session| Line {
        id: session.id.to_string(),
        title: session.title.get(t.lang).to_owned(),
        when: session.slot.map(|slot| when(t, slot)).unwrap_or_default(),
        fields: String::new(),
    };
    sessions.map(line).collect()
}

fn left_line(t: T, left: &LeftOut) -> Left {
    Left { at: left.at, what: left.what.clone(), why: t.import_why(left.why) }
}

impl T {
    fn import_field(self, field: Field) -> Cow<'static, str> {
        match field {
            Field::Title => self.import_field_title(),
            Field::Summary => self.import_field_summary(),
            Field::Time => self.import_field_time(),
            Field::Room => self.import_field_room(),
            Field::Topics => self.import_field_topics(),
            Field::People => self.import_field_people(),
            Field::Cancelled => self.import_field_cancelled(),
        }
    }

    fn import_why(self, why: Why) -> String {
        match why {
            Why::NoTitle => self.import_why_no_title(),
            Why::NoStart => self.import_why_no_start(),
            Why::UnreadableStart => self.import_why_unreadable_start(),
            Why::AllDay => self.import_why_all_day(),
            Why::UnreadableLength => self.import_why_unreadable_length(),
            Why::TooShort => self.import_why_too_short(),
            Why::TooLong => self.import_why_too_long(),
            Why::Twice => self.import_why_twice(),
            Why::OutsideEvent(day) => return self.import_why_outside(self.date_long(day)),
            Why::SkippedByClock => self.import_why_skipped(),
            Why::TooMany => self.import_why_too_many(),
            Why::Shortened(field) => return self.import_why_shortened(self.import_field(field)),
            Why::UnknownZone => self.import_why_unknown_zone(),
            Why::Repeats => self.import_why_repeats(),
        }
        .into_owned()
    }
}

/// A file that is being taken over.
#[derive(Template)]
#[template(path = "admin/import_progress.html")]
pub struct ImportProgressPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    /// This page.
    pub again: String,
    pub done: usize,
    pub total: usize,
}

impl Page for ImportProgressPage<'_> {}

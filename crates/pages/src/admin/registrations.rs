//! The list of registrations, with the figures above it and the bar for deciding about several.

mod outcomes;

pub use outcomes::{decided, tagged, undone};

use super::charts::{self, Segment};
use super::columns::{Cell, Column, Facts};
use super::listing::{Listing, SortBy};
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::texts::T;
use crate::urls::AdminUrls;
use askama::Template;
use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::ids::{BatchId, RegistrationId};
use plenary_domain::letter::LetterKind;
use plenary_domain::registration::{
    Attention, Decision, Form, StateCode, Status, Tag, letter_for, state_after,
};

/// One row of the list.
#[derive(Debug, Clone)]
pub struct RegistrationLine {
    pub id: RegistrationId,
    pub name: String,
    pub organisation: String,
    pub position: String,
    pub facts: Facts,
    pub tags: Vec<Tag>,
    /// What it waits for.
    pub attention: Vec<Attention>,
    /// A decision takes longer than was promised.
    pub late: bool,
}

/// A saved view, as a link.
#[derive(Debug, Clone)]
pub struct ViewLink {
    pub name: String,
    pub query: String,
    /// Who made it, if somebody else did.
    pub by: String,
}

/// What stands above the list, whatever the filter.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Places at the event.
    pub places: i64,
    pub counts: Vec<(Status, i64)>,
    /// New registrations of each of the last 14 days, today last.
    pub days: Vec<(Date, i64)>,
    /// Active registrations by State, the largest number first.
    pub states: Vec<(StateCode, i64)>,
}

impl Figures {
    pub fn count(&self, status: Status) -> i64 {
        self.counts.iter().find(|(of, _)| *of == status).map_or(0, |(_, n)| *n)
    }

    pub fn all(&self) -> i64 {
        self.counts.iter().map(|(_, n)| n).sum()
    }

    pub fn active(&self) -> i64 {
        self.counts.iter().filter(|(status, _)| status.is_active()).map(|(_, n)| n).sum()
    }

    fn registered_bar(&self) -> Vec<Segment> {
        let of = |status, class| (self.count(status), class);
        let parts = [
            of(Status::Confirmed, "fill-1"),
            of(Status::Submitted, "fill-wait"),
            of(Status::Waitlisted, "fill-3"),
        ];
        charts::segments(&parts, self.places)
    }

    fn states_bar(&self) -> Vec<Segment> {
        const CLASSES: [&str; 4] = ["fill-1", "fill-1 fade-1", "fill-1 fade-2", "fill-1 fade-3"];
        let parts: Vec<_> = self.states.iter().zip(CLASSES).map(|((_, n), class)| (*n, class)).collect();
        charts::segments(&parts, self.states.iter().map(|(_, n)| n).sum())
    }

    fn largest_states(&self) -> &[(StateCode, i64)] {
        self.states.get(..4).unwrap_or(&self.states)
    }

    fn recent(&self) -> i64 {
        self.days.iter().map(|(_, n)| n).sum()
    }

    fn today(&self) -> i64 {
        self.days.last().map_or(0, |(_, n)| *n)
    }

    fn spark(&self) -> String {
        charts::spark(&self.days.iter().map(|(_, n)| *n).collect::<Vec<_>>())
    }
}

#[derive(Template)]
#[template(path = "admin/registrations.html")]
pub struct RegistrationsPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub listing: Listing,
    pub figures: Figures,
    /// For the columns of the event's own questions.
    pub form: &'a Form,
    pub rows: Vec<RegistrationLine>,
    /// How many match, on all pages.
    pub total: i64,
    /// There are more, which were not counted.
    pub more: bool,
    pub pages: i64,
    /// Sessions one signs up for.
    pub sessions: Vec<Choice>,
    /// With how many have each.
    pub tags: Vec<(Tag, i64)>,
    pub views: Vec<ViewLink>,
    /// How many registrations wait for an organiser.
    pub waiting: i64,
    /// "Select all that match" was pressed.
    pub all_selected: bool,
    /// The last decision, while it can be taken back.
    pub undo: Option<UndoOffer>,
}

/// A decision that can still be taken back.
#[derive(Debug, Clone)]
pub struct UndoOffer {
    pub batch: BatchId,
    /// Until when, as a clock shows it.
    pub time: String,
    /// Where to go afterwards.
    pub back: String,
}

/// Rows on a page.
pub const PER_PAGE: i64 = 25;
/// The most registrations that one decision is about.
pub const DECIDE_AT_MOST: i64 = 500;

impl Page for RegistrationsPage<'_> {}

impl RegistrationsPage<'_> {
    fn tabs(&self) -> Vec<(Option<Status>, i64)> {
        // States that are rare have a tab only while somebody is in them.
        let usual =
            [Status::Submitted, Status::Confirmed, Status::Waitlisted, Status::Declined, Status::Withdrawn];
        let shown =
            |s: &Status| usual.contains(s) || self.figures.count(*s) > 0 || self.listing.status == Some(*s);
        let of = |s| (Some(s), self.figures.count(s));
        let mut tabs: Vec<_> = Status::ALL.into_iter().filter(shown).map(of).collect();
        tabs.push((None, self.figures.all()));
        tabs
    }

    fn first_row(&self) -> i64 {
        (self.listing.page - 1) * PER_PAGE + 1
    }

    fn last_row(&self) -> i64 {
        self.first_row() + i64::try_from(self.rows.len()).unwrap_or(0) - 1
    }

    /// The columns that are chosen and may be shown, with their names.
    fn columns(&self) -> Vec<(&Column, String)> {
        let named = |column| Some((column, Column::heading(column, self.frame.t, self.form)?));
        self.listing.columns.iter().filter_map(named).collect()
    }

    fn column_choices(&self) -> Vec<Choice> {
        let choice = |column: &Column| {
            let label = column.heading(self.frame.t, self.form)?;
            Some(Choice::new(column.code(), label, self.listing.columns.contains(column)))
        };
        Column::offered(self.form).iter().filter_map(choice).collect()
    }

    fn cells(&self, row: &RegistrationLine) -> Vec<Cell> {
        let cell = |column: &&Column| column.cell(self.frame.t, (self.event, self.form), &row.facts);
        self.columns().iter().map(|(column, _)| cell(column)).collect()
    }

    /// Everything but the status in one line, for screens that have no room for columns.
    fn folded(&self, row: &RegistrationLine) -> String {
        let word = |cell| match cell {
            Cell::Text(text) | Cell::Moment(text, _) => text,
            Cell::Status(_) => String::new(),
        };
        let words = self.cells(row).into_iter().map(word).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" · ")
    }

    /// How the column is sorted, and the order that its heading leads to; columns that sort nothing have none.
    fn sorting(&self, column: &Column) -> Option<(&'static str, SortBy)> {
        let (first, second) = match column {
            Column::Sent => (SortBy::Oldest, SortBy::Newest),
            Column::Since => (SortBy::Changed, SortBy::Changed),
            _ => return None,
        };
        Some(match self.listing.sort {
            now if now == SortBy::Changed && first == SortBy::Changed => ("descending", first),
            now if now == first => ("ascending", second),
            now if now == second => ("descending", first),
            _ => ("", first),
        })
    }

    fn orders(&self) -> Vec<Choice> {
        let t = self.frame.t;
        SortBy::ALL.map(|by| Choice::new(by.code(), sort_word(t, by), by == self.listing.sort)).to_vec()
    }

    fn needs(&self) -> Vec<Choice> {
        let (t, chosen) = (self.frame.t, self.listing.needs_code());
        let one = |of: &Attention| Choice::new(of.code(), t.attention(*of), of.code() == chosen);
        let any = Choice::new("any", t.admin_desk_attention_some(), chosen == "any");
        std::iter::once(any).chain(Attention::ALL.iter().map(one)).collect()
    }

    fn reasons(&self, row: &RegistrationLine) -> Vec<String> {
        let t = self.frame.t;
        let word = |of: &Attention| match of {
            Attention::Decide | Attention::Answered if row.late => t.admin_desk_late(t.attention(*of)),
            _ => t.attention(*of).into_owned(),
        };
        row.attention.iter().map(word).collect()
    }

    fn sort_word(&self) -> Word {
        sort_word(self.frame.t, self.listing.sort)
    }

    /// Decisions that at least one of the rows allows.
    fn decisions(&self) -> Vec<Decision> {
        let possible = |d: Decision| self.rows.iter().any(|row| state_after(row.facts.status, d).is_ok());
        Decision::ALL.into_iter().filter(|decision| possible(*decision)).collect()
    }

    /// How many "select all" takes; offered only where the page does not show them all.
    fn select_all(&self) -> Option<i64> {
        (self.total > i64::try_from(self.rows.len()).unwrap_or(0)).then(|| self.total.min(DECIDE_AT_MOST))
    }

    /// How many are selected after "select all".
    fn selected(&self) -> i64 {
        self.total.min(DECIDE_AT_MOST)
    }

    fn link(&self, listing: &Listing) -> String {
        format!("{}?{}", self.urls.registrations(), listing.query())
    }

    fn person_link(&self, row: &RegistrationLine) -> String {
        format!("{}?{}", self.urls.registration(row.id), self.listing.query())
    }
}

fn sort_word(t: T, sort: SortBy) -> Word {
    match sort {
        SortBy::Attention => t.admin_desk_attention_first(),
        SortBy::Oldest => t.admin_registrations_oldest_first(),
        SortBy::Newest => t.admin_registrations_newest_first(),
        SortBy::Changed => t.admin_desk_changed_first(),
        SortBy::Name => t.admin_registrations_by_name(),
        SortBy::Organisation => t.admin_registrations_by_organisation(),
    }
}

/// How a button for a decision looks: one main action, one dangerous one.
pub const fn decision_class(decision: Decision) -> &'static str {
    match decision {
        Decision::Confirm => "button",
        Decision::Decline | Decision::Cancel => "button button-danger",
        _ => "button button-second",
    }
}

/// Somebody a decision is about.
#[derive(Debug, Clone)]
pub struct Affected {
    pub id: RegistrationId,
    pub name: String,
    pub organisation: String,
    pub email: String,
    /// Of the letters; not known in long lists.
    pub language: Option<Lang>,
    pub status: Status,
}

/// Before several registrations are decided about: who, and which letter each gets.
#[derive(Template)]
#[template(path = "admin/decide.html")]
pub struct DecidePage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub decision: Decision,
    pub people: Vec<Affected>,
    /// The list to go back to.
    pub list: String,
    pub reason: Field,
    pub days: Field,
    pub errors: FormErrors,
    /// Minutes for which the decision can be taken back.
    pub undo_minutes: i64,
    /// More matched than one decision may be about.
    pub cut: bool,
}

impl Page for DecidePage<'_> {}

impl DecidePage<'_> {
    fn able(&self) -> Vec<(&Affected, Option<LetterKind>)> {
        let outcome = |person: &Affected| state_after(person.status, self.decision).ok();
        self.people.iter().filter_map(|person| Some((person, letter_for(outcome(person)?, false)))).collect()
    }

    fn unable(&self) -> Vec<&Affected> {
        self.people.iter().filter(|p| state_after(p.status, self.decision).is_err()).collect()
    }

    fn title(&self) -> String {
        let (t, count) = (self.frame.t, self.able().len());
        match self.decision {
            Decision::Confirm => t.admin_registrations_sure_confirm(count),
            Decision::Waitlist => t.admin_registrations_sure_waitlist(count),
            Decision::Decline => t.admin_registrations_sure_decline(count),
            Decision::Reopen => t.admin_registrations_sure_reopen(count),
            other => t.admin_registrations_sure_any(t.decision(other), count),
        }
    }

    fn button(&self) -> String {
        let (t, count) = (self.frame.t, self.able().len());
        match self.decision {
            Decision::Confirm => t.admin_registrations_do_confirm(count),
            Decision::Waitlist => t.admin_registrations_do_waitlist(count),
            Decision::Decline => t.admin_registrations_do_decline(count),
            Decision::Reopen => t.admin_registrations_do_reopen(count),
            other => t.admin_registrations_sure_any(t.decision(other), count),
        }
    }

    /// Label and hint of the text that the decision needs.
    fn reason_words(&self) -> (Word, Word) {
        reason_words(self.frame.t, self.decision)
    }

    fn back(&self) -> String {
        format!("{}?{}", self.urls.registrations(), self.list)
    }
}

type Word = std::borrow::Cow<'static, str>;

/// Label and hint of the text that a decision needs.
pub fn reason_words(t: T, decision: Decision) -> (Word, Word) {
    match decision {
        Decision::RequestInfo => (t.admin_registrations_question(), t.admin_registrations_question_hint()),
        Decision::Cancel => (t.admin_registrations_reason_cancel(), t.admin_registrations_reason_hint()),
        Decision::Confirm => (t.admin_registrations_reason_over(), t.admin_registrations_reason_over_hint()),
        _ => (t.admin_registrations_reason(), t.admin_registrations_reason_hint()),
    }
}

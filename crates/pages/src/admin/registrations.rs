//! The list of registrations, with the figures above it and the bar for deciding about several.

use super::charts::{self, Segment};
use super::listing::{Listing, SortBy};
use super::{AdminFrame, AdminNav, Notice, NoticeKind};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::texts::{T, dates};
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::ids::{BatchId, RegistrationId};
use plenary_domain::letter::LetterKind;
use plenary_domain::registration::{
    Decision, DecisionRefused, StateCode, Status, TypeCode, UndoRefused, letter_for, state_after,
};

/// One row of the list.
#[derive(Debug, Clone)]
pub struct RegistrationLine {
    pub id: RegistrationId,
    pub reference: String,
    pub status: Status,
    pub name: String,
    pub organisation: String,
    pub position: String,
    pub representation_type: TypeCode,
    pub state: Option<StateCode>,
    pub needs_food: bool,
    pub needs_access: bool,
    pub submitted_at: Timestamp,
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
    pub rows: Vec<RegistrationLine>,
    /// How many match, on all pages.
    pub total: i64,
    /// There are more, which were not counted.
    pub more: bool,
    pub pages: i64,
    /// Sessions one signs up for.
    pub sessions: Vec<Choice>,
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

    fn when(&self, row: &RegistrationLine) -> String {
        self.frame.t.moment_short(row.submitted_at, &self.event.zone())
    }

    fn machine(&self, row: &RegistrationLine) -> String {
        dates::machine_moment(row.submitted_at, &self.event.zone())
    }

    fn sort_word(&self) -> std::borrow::Cow<'static, str> {
        let t = self.frame.t;
        match self.listing.sort {
            SortBy::Oldest => t.admin_registrations_oldest_first(),
            SortBy::Newest => t.admin_registrations_newest_first(),
            SortBy::Name => t.admin_registrations_by_name(),
            SortBy::Organisation => t.admin_registrations_by_organisation(),
        }
    }

    /// Decisions that at least one of the rows allows.
    fn decisions(&self) -> Vec<Decision> {
        let possible = |d: Decision| self.rows.iter().any(|row| state_after(row.status, d).is_ok());
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

/// What taking back came to, in one message.
pub fn undone(t: T, outcomes: &[(String, Result<Status, UndoRefused>)]) -> Notice {
    let done = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    let mut sentences = Vec::new();
    if done > 0 || outcomes.is_empty() {
        sentences.push(t.admin_registrations_undone(done));
    }
    let of = |why: UndoRefused| -> Vec<&str> {
        outcomes.iter().filter(|(_, o)| *o == Err(why)).map(|(name, _)| name.as_str()).collect()
    };
    for why in [UndoRefused::TooLate, UndoRefused::ChangedMeanwhile, UndoRefused::PlaceGone] {
        let who = of(why);
        if who.is_empty() {
            continue;
        }
        let (count, names) = (who.len(), some_names(t, &who));
        sentences.push(match why {
            UndoRefused::TooLate => t.admin_registrations_undo_late(count, names),
            UndoRefused::PlaceGone => t.admin_registrations_undo_gone(count, names),
            _ => t.admin_registrations_undo_changed(count, names),
        });
    }
    let kind = if done == outcomes.len() { NoticeKind::Good } else { NoticeKind::Warning };
    Notice { text: sentences.join(" "), kind }
}

/// What a decision came to, in one message: how many, and who was refused for what.
pub fn decided(t: T, decision: Decision, outcomes: &[(String, Result<Status, DecisionRefused>)]) -> Notice {
    let done = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    let mut sentences = Vec::new();
    if done > 0 || outcomes.is_empty() {
        sentences.push(match decision {
            Decision::Confirm => t.admin_registrations_done_confirm(done),
            Decision::Waitlist => t.admin_registrations_done_waitlist(done),
            Decision::Decline => t.admin_registrations_done_decline(done),
            Decision::Reopen => t.admin_registrations_done_reopen(done),
            other => t.admin_registrations_done_any(t.decision(other), done),
        });
    }
    let mut refusals: Vec<(DecisionRefused, Vec<&str>)> = Vec::new();
    for (name, outcome) in outcomes {
        let Err(refused) = outcome else { continue };
        match refusals.iter_mut().find(|(why, _)| why == refused) {
            Some((_, names)) => names.push(name),
            None => refusals.push((*refused, vec![name])),
        }
    }
    let kind = if refusals.is_empty() { NoticeKind::Good } else { NoticeKind::Warning };
    sentences.extend(refusals.iter().map(|(why, names)| refusal(t, *why, names)));
    Notice { text: sentences.join(" "), kind }
}

fn refusal(t: T, why: DecisionRefused, names: &[&str]) -> String {
    let (count, names) = (names.len(), some_names(t, names));
    match why {
        DecisionRefused::NoPlaceLeft => t.admin_registrations_refused_no_place(count, names),
        DecisionRefused::NotFrom(status) => {
            t.admin_registrations_refused_state(count, names, t.status(status))
        }
        DecisionRefused::ReasonNeeded => t.admin_registrations_refused_reason(count, names),
        DecisionRefused::DeadlineNeeded => t.admin_registrations_refused_deadline(count, names),
        DecisionRefused::NotAllowed => t.admin_registrations_refused_rights(count, names),
    }
}

/// The message travels in a cookie, which holds four thousand letters at most.
const NAMED_AT_MOST: usize = 5;

fn some_names(t: T, names: &[&str]) -> String {
    let first = names.iter().take(NAMED_AT_MOST).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED_AT_MOST) {
        0 => first,
        more => format!("{first} {}", t.admin_registrations_and_more(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_of_a_decision_names_those_who_were_refused() {
        let outcomes = [
            ("A".to_owned(), Ok(Status::Confirmed)),
            ("B".to_owned(), Err(DecisionRefused::NoPlaceLeft)),
            ("C".to_owned(), Err(DecisionRefused::NoPlaceLeft)),
            ("D".to_owned(), Err(DecisionRefused::NotFrom(Status::Declined))),
        ];
        let notice = decided(T::new(Lang::En), Decision::Confirm, &outcomes);
        assert_eq!(
            notice.text,
            "1 registration confirmed. 2 refused, no place left: B, C. 1 refused because it is now “Declined”: D."
        );
        assert_eq!(notice.kind, NoticeKind::Warning);
        assert_eq!(decided(T::new(Lang::En), Decision::Confirm, &outcomes[..1]).kind, NoticeKind::Good);
    }
}

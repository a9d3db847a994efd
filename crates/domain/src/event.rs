//! One conference or round table: its facts, its registration window and the commands that change them.

use crate::ids::EventId;
use crate::lang::{Lang, LocalText};
use crate::registration::{RepresentationType, TypeCode};
use crate::text::Slug;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who decides about a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionMode {
    /// Confirmed at once while there are places, then on the waiting list.
    AtOnce,
    /// An organiser decides about each.
    Organisers,
}

impl DecisionMode {
    pub const ALL: [Self; 2] = [Self::AtOnce, Self::Organisers];

    pub const fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Organisers => "organisers",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }
}

/// An event as everybody needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub slug: Slug,
    /// Shown to the public; a hidden event answers 404 to everybody but its organisers.
    pub public: bool,
    pub title: LocalText,
    /// For the page head, the pass and subjects of letters.
    pub short_title: LocalText,
    /// One sentence under the title.
    pub lead: LocalText,
    /// What it is: paragraphs.
    pub about: LocalText,
    /// City and country.
    pub place: LocalText,
    /// Building and address.
    pub venue: LocalText,
    /// Who runs it.
    pub host: LocalText,
    pub contact_email: String,
    /// IANA name.
    pub time_zone: String,
    pub starts_on: Date,
    pub ends_on: Date,
    /// Languages of the public pages, the first one preferred.
    pub languages: Vec<Lang>,
    pub registration_opens_at: Option<Timestamp>,
    pub registration_closes_at: Timestamp,
    pub decision: DecisionMode,
    /// In what capacities one can take part, in the order of lists.
    pub types: Vec<RepresentationType>,
    /// Hours for which a place that became free is kept for the one to whom it is offered.
    pub offer_hours: u16,
    /// A registration ends when nobody has shown in time that letters to its address arrive.
    pub proof_required: bool,
    /// Working days within which organisers promise an answer.
    pub answer_within_days: u16,
    /// Draws the picture of the event.
    pub picture_seed: u32,
    /// Number of the release that the public sees; none yet.
    pub current_release: Option<i32>,
    /// Counts changes; a form that was opened before the last one is told so.
    pub version: i32,
    /// The event is an invented sample and its pages say so.
    pub sample: bool,
}

/// Whether one can register now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationWindow {
    NotYet { opens: Timestamp },
    Open { closes: Timestamp },
    Closed { at: Timestamp },
}

impl Event {
    pub fn registration_window(&self, now: Timestamp) -> RegistrationWindow {
        match self.registration_opens_at {
            Some(opens) if now < opens => RegistrationWindow::NotYet { opens },
            _ if now < self.registration_closes_at => {
                RegistrationWindow::Open { closes: self.registration_closes_at }
            }
            _ => RegistrationWindow::Closed { at: self.registration_closes_at },
        }
    }

    pub fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    pub fn representation_type(&self, code: &TypeCode) -> Option<&RepresentationType> {
        self.types.iter().find(|kind| kind.code == *code)
    }

    /// Who decides about a registration of this type.
    pub fn path(&self, code: &TypeCode) -> DecisionMode {
        self.representation_type(code).and_then(|kind| kind.path).unwrap_or(self.decision)
    }

    /// The days of the event, first to last.
    pub fn days(&self) -> Vec<Date> {
        let mut days = vec![self.starts_on];
        while let Some(next) = days.last().and_then(|day| day.tomorrow().ok()) {
            if next > self.ends_on || days.len() >= usize::from(MAX_DAYS) {
                break;
            }
            days.push(next);
        }
        days
    }

    /// The language of the event nearest to the one asked for.
    pub fn language(&self, wanted: Lang) -> Lang {
        if self.languages.contains(&wanted) {
            wanted
        } else {
            self.languages.first().copied().unwrap_or(Lang::En)
        }
    }
}

/// The longest event, in days.
pub const MAX_DAYS: u16 = 31;
/// The largest number of places of an event or a session.
pub const MAX_PLACES: i32 = 20_000;

/// Everything on the settings page: a new event and a changed one are the same form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSettings {
    pub slug: Slug,
    pub public: bool,
    pub title: LocalText,
    pub short_title: LocalText,
    pub lead: LocalText,
    pub about: LocalText,
    pub place: LocalText,
    pub venue: LocalText,
    pub host: LocalText,
    pub contact_email: String,
    pub time_zone: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub languages: Vec<Lang>,
    pub registration_opens_at: Option<Timestamp>,
    pub registration_closes_at: Timestamp,
    pub decision: DecisionMode,
    pub answer_within_days: u16,
    pub proof_required: bool,
    pub places: i32,
}

/// Why settings are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsRefused {
    /// Another event has this address.
    SlugTaken,
    /// More people than that have a place already.
    FewerPlacesThanTaken {
        taken: i32,
    },
    /// Somebody else changed the event since the form was opened.
    ChangedMeanwhile,
    NotAllowed,
}

/// Why settings don't hold together, before anything is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsProblem {
    NoTitle,
    UnknownZone,
    EndsBeforeStart,
    TooManyDays,
    NoLanguage,
    ClosesBeforeOpening,
    PlacesOutOfRange,
}

impl EventSettings {
    /// Everything that is wrong with the settings by themselves.
    pub fn problems(&self) -> Vec<SettingsProblem> {
        let mut found = Vec::new();
        let mut when = |wrong: bool, problem| {
            if wrong {
                found.push(problem);
            }
        };
        let missing = self.languages.iter().any(|lang| self.title.exact(*lang).is_none());
        when(missing, SettingsProblem::NoTitle);
        when(jiff::tz::TimeZone::get(&self.time_zone).is_err(), SettingsProblem::UnknownZone);
        when(self.ends_on < self.starts_on, SettingsProblem::EndsBeforeStart);
        let days = self.starts_on.until(self.ends_on).map_or(0, |span| span.get_days());
        when(days >= i32::from(MAX_DAYS), SettingsProblem::TooManyDays);
        when(self.languages.is_empty(), SettingsProblem::NoLanguage);
        when(
            self.registration_opens_at.is_some_and(|opens| opens >= self.registration_closes_at),
            SettingsProblem::ClosesBeforeOpening,
        );
        when(!(1..=MAX_PLACES).contains(&self.places), SettingsProblem::PlacesOutOfRange);
        found
    }
}

/// The first 31 May that lies at least 30 days after `today`: when the sample event takes place.
pub fn sample_day(today: Date) -> Date {
    let this_year = jiff::civil::date(today.year(), 5, 31);
    let far_enough = today.checked_add(jiff::Span::new().days(30)).is_ok_and(|soon| this_year >= soon);
    if far_enough { this_year } else { jiff::civil::date(today.year() + 1, 5, 31) }
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_sample_lies_at_least_thirty_days_ahead() {
        assert_eq!(sample_day(date(2026, 11, 23)), date(2027, 5, 31));
        assert_eq!(sample_day(date(2027, 5, 1)), date(2027, 5, 31));
        assert_eq!(sample_day(date(2027, 5, 2)), date(2028, 5, 31));
    }
}

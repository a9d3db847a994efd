//! The first page of an event: what waits for the secretariat today, how registration goes, what happened last.

use super::audit::AuditLine;
use super::charts::{self, Growth};
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use plenary_domain::event::Event;
use plenary_domain::ids::RegistrationId;
use plenary_domain::ids::SessionId;
use plenary_domain::registration::{StateCode, Status, TypeCode};

/// A session with a limited number of seats.
#[derive(Debug, Clone)]
pub struct SeatLine {
    pub id: SessionId,
    pub title: String,
    /// Language of the title, where it is not that of the page.
    pub lang: &'static str,
    pub total: i64,
    pub taken: i64,
    pub waiting: i64,
}

impl SeatLine {
    pub fn share(&self) -> i64 {
        charts::share(self.taken, self.total)
    }

    /// Nobody gets in any more.
    pub const fn full(&self) -> bool {
        self.taken >= self.total
    }
}

/// One bar of a list.
#[derive(Debug, Clone)]
pub struct BarLine {
    pub name: String,
    pub count: i64,
    pub share: i64,
}

/// The numbers that the page tells.
#[derive(Debug, Clone, Default)]
pub struct DashboardFacts {
    pub waiting: i64,
    /// Changes of answers that delegates ask for.
    pub changes: i64,
    pub oldest_waiting: Option<Timestamp>,
    pub letters_queued: i64,
    pub letters_late: i64,
    pub letters_failed: i64,
    pub letters_bounced: i64,
    /// An organiser holds them back.
    pub letters_paused: bool,
    /// Changes of the agenda that the public does not see yet.
    pub unreleased: i64,
    /// Published sessions whose offset from UTC is another one by now.
    pub shifted: i64,
    pub conflicts: i64,
    pub counts: Vec<(Status, i64)>,
    /// Day, sent on it, and how many of those are confirmed.
    pub per_day: Vec<(Date, i64, i64)>,
    pub by_type: Vec<(TypeCode, i64)>,
    pub by_state: Vec<(StateCode, i64)>,
    /// Pairs that may be one person, and one of them to begin with.
    pub duplicates: i64,
    pub duplicate: Option<RegistrationId>,
}

#[derive(Template)]
#[template(path = "admin/dashboard.html")]
pub struct DashboardPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub now: Timestamp,
    pub facts: DashboardFacts,
    pub seats: Vec<SeatLine>,
    pub latest: Vec<AuditLine>,
}

impl Page for DashboardPage<'_> {}

/// Bars of one list; what is beyond becomes one "others".
const BARS: usize = 7;

impl DashboardPage<'_> {
    fn today(&self) -> Date {
        self.now.to_zoned_datetime(self.event.zone()).date()
    }

    /// Today, and how far away the event is.
    fn today_line(&self) -> String {
        let (t, today) = (self.frame.t, self.today());
        let day = t.date_full(today);
        if today > self.event.ends_on {
            return t.admin_dashboard_after(day);
        }
        match today.until(self.event.starts_on).map_or(0, |span| span.get_days()) {
            days if days > 0 => t.admin_dashboard_before(day, days),
            _ => t.admin_dashboard_during(day),
        }
    }

    /// How long the oldest has waited, beside what was promised.
    fn waiting_note(&self) -> String {
        let t = self.frame.t;
        let promise = self.event.answer_within_days;
        let Some(oldest) = self.facts.oldest_waiting else { return String::new() };
        let since = oldest.to_zoned_datetime(self.event.zone()).date();
        let days = working_days(since, self.today());
        format!("{} {}", t.admin_dashboard_oldest(days), t.admin_dashboard_promise(promise))
    }

    /// The promise is broken.
    fn late(&self) -> bool {
        let since = self.facts.oldest_waiting.map(|at| at.to_zoned_datetime(self.event.zone()).date());
        since
            .is_some_and(|since| working_days(since, self.today()) > i64::from(self.event.answer_within_days))
    }

    fn nothing_to_do(&self) -> bool {
        let f = &self.facts;
        let work = f.waiting + f.changes + f.letters_queued + f.letters_failed + f.letters_bounced;
        work + f.unreleased + f.shifted + f.conflicts + f.duplicates == 0
    }

    /// Time to look at what receivers think of us.
    fn before_registration(&self) -> bool {
        self.event.registration_opens_at.is_none_or(|opens| opens > self.now)
    }

    fn growth(&self) -> Option<Growth> {
        charts::growth(&self.facts.per_day)
    }

    fn growth_sentence(&self, chart: &Growth) -> String {
        let t = self.frame.t;
        let first = self.facts.per_day.first().map_or_else(|| self.today(), |day| day.0);
        t.admin_dashboard_growth(chart.confirmed_total, chart.sent_total, t.date_long(first))
    }

    fn by_type(&self) -> Vec<BarLine> {
        let t = self.frame.t;
        self.bars(self.facts.by_type.iter().map(|(of, n)| (t.type_of(self.event, of), *n)).collect())
    }

    fn by_state(&self) -> Vec<BarLine> {
        let t = self.frame.t;
        self.bars(self.facts.by_state.iter().map(|(of, n)| (t.state(*of).to_owned(), *n)).collect())
    }

    fn bars(&self, mut list: Vec<(String, i64)>) -> Vec<BarLine> {
        list.sort_by_key(|(_, n)| -n);
        if list.len() > BARS {
            let others = list.split_off(BARS - 1);
            let sum = others.iter().map(|(_, n)| n).sum();
            list.push((self.frame.t.admin_dashboard_others(others.len()), sum));
        }
        let most = list.iter().map(|(_, n)| *n).max().unwrap_or(0);
        list.into_iter()
            .map(|(name, count)| BarLine { name, count, share: charts::share(count, most) })
            .collect()
    }

    fn sent_word(&self, chart: &Growth) -> String {
        self.frame.t.admin_dashboard_n_sent(chart.sent_total)
    }

    fn confirmed_word(&self, chart: &Growth) -> String {
        self.frame.t.admin_registrations_n_confirmed(chart.confirmed_total)
    }
}

/// Working days that have passed, Monday to Friday, the first one not counted. Public holidays are not known here.
pub fn working_days(from: Date, to: Date) -> i64 {
    let mut days = 0;
    let mut day = from;
    while day < to {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            days += 1;
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weekends_are_no_working_days() {
        let friday = date(2027, 2, 19);
        let count = |to| working_days(friday, to);
        assert_eq!(
            [friday, date(2027, 2, 20), date(2027, 2, 21), date(2027, 2, 22), date(2027, 2, 26)].map(count),
            [0, 0, 0, 1, 5]
        );
        assert_eq!(working_days(date(2027, 2, 22), friday), 0);
    }
}

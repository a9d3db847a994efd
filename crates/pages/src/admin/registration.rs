//! One registration: its answers, where it stands, what may happen next, and everything that has happened.

use super::audit::AuditLine;
use super::letters::LetterLine;
use super::merge::DuplicateLine;
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Field, FormErrors};
use crate::texts::dates;
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::event::Event;
use plenary_domain::ids::RegistrationId;
use plenary_domain::registration::{
    AccessNeed, Decision, Food, Registration, Seat, after_decision, merged_into,
};

/// A chosen session, as the page names it.
#[derive(Debug, Clone)]
pub struct ChosenSession {
    pub title: String,
    /// Language of the title.
    pub lang: &'static str,
    pub when: String,
    pub room: String,
    /// `None`: no seat was ever asked for.
    pub seat: Option<Seat>,
    pub cancelled: bool,
}

/// Where in which list the person was found.
#[derive(Debug, Clone, Default)]
pub struct ListPlace {
    /// The list as an address says it.
    pub query: String,
    pub previous: Option<RegistrationId>,
    pub next: Option<RegistrationId>,
}

#[derive(Template)]
#[template(path = "admin/registration.html")]
pub struct RegistrationPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub registration: &'a Registration,
    pub sessions: Vec<ChosenSession>,
    pub letters: Vec<LetterLine>,
    pub history: Vec<AuditLine>,
    pub duplicates: Vec<DuplicateLine>,
    /// The delegate's own page, whole.
    pub status_address: String,
    pub list: ListPlace,
    pub reason: Field,
    pub errors: FormErrors,
}

impl Page for RegistrationPage<'_> {}

impl RegistrationPage<'_> {
    fn name(&self) -> String {
        self.registration.answers.full_name()
    }

    /// What may be decided now, declining apart: it needs a reason.
    fn steps(&self) -> Vec<Decision> {
        let from = self.registration.status;
        let possible = |decision: Decision| after_decision(from, decision, "-").is_ok();
        Decision::ALL.into_iter().filter(|d| *d != Decision::Decline && possible(*d)).collect()
    }

    /// Why it is where it is, in words.
    fn reason_line(&self) -> String {
        let reason = self.registration.reason.as_str();
        match merged_into(reason) {
            Some(reference) => self.frame.t.admin_merge_into(reference),
            None => self.frame.t.admin_registrations_reason_given(reason),
        }
    }

    fn may_decline(&self) -> bool {
        after_decision(self.registration.status, Decision::Decline, "-").is_ok()
    }

    fn moment(&self, at: Timestamp) -> String {
        self.frame.t.moment(at, &self.event.zone())
    }

    fn moment_short(&self, at: Timestamp) -> String {
        self.frame.t.moment_short(at, &self.event.zone())
    }

    fn machine(&self, at: Timestamp) -> String {
        dates::machine_moment(at, &self.event.zone())
    }

    fn back(&self) -> String {
        format!("{}?{}", self.urls.registrations(), self.list.query)
    }

    fn neighbour(&self, id: RegistrationId) -> String {
        format!("{}?{}", self.urls.registration(id), self.list.query)
    }

    fn food(&self) -> Vec<Food> {
        self.registration.answers.food.clone()
    }

    fn access(&self) -> Vec<AccessNeed> {
        self.registration.answers.access.clone()
    }

    fn consents(&self) -> Vec<std::borrow::Cow<'static, str>> {
        let (t, given) = (self.frame.t, self.registration.answers.consents);
        [
            (given.list, t.admin_registrations_consent_list()),
            (given.photo, t.admin_registrations_consent_photo()),
            (given.contact, t.admin_registrations_consent_contact()),
            (given.future, t.admin_registrations_consent_future()),
        ]
        .into_iter()
        .filter_map(|(given, word)| given.then_some(word))
        .collect()
    }
}

//! One registration: its answers, where it stands, what may happen next, and everything that has happened.

mod asks;
mod card;

pub use asks::{Ask, TypedDecision};
pub use card::{Card, NoteLine, TypedActs};

use super::audit::AuditLine;
use super::event_form::OwnAnswer;
use super::letters::LetterLine;
use super::merge::DuplicateLine;
use super::registrations::UndoOffer;
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, FormErrors};
use crate::texts::dates;
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::event::Event;
use plenary_domain::ids::RegistrationId;
use plenary_domain::registration::{
    AccessNeed, Badge, Credential, Decision, Food, Registration, Seat, Status, Visa, merged_into,
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
    /// To the event's own questions.
    pub own: Vec<OwnAnswer>,
    pub letters: Vec<LetterLine>,
    pub history: Vec<AuditLine>,
    pub duplicates: Vec<DuplicateLine>,
    /// The delegate's own page, whole.
    pub status_address: String,
    pub list: ListPlace,
    /// What was typed into the form of a decision that was refused.
    pub typed: TypedDecision,
    /// What was typed into another form that was refused.
    pub acts: TypedActs,
    pub errors: FormErrors,
    pub card: Card,
    /// The last decision about this registration, while it can be taken back.
    pub undo: Option<UndoOffer>,
    /// A change that the delegate asks for: its id, and what would become what.
    pub request: Option<ChangeLines>,
    /// Where answers that are sealed are shown, for those who may see them and do not yet.
    pub open: Option<String>,
}

/// A change that waits for an organiser.
#[derive(Debug, Clone)]
pub struct ChangeLines {
    pub id: String,
    pub asked_at: Timestamp,
    /// Field, present answer, wanted answer.
    pub lines: Vec<(String, String, String)>,
}

impl Page for RegistrationPage<'_> {}

impl RegistrationPage<'_> {
    fn name(&self) -> String {
        self.registration.answers.full_name()
    }

    /// The present values of credentials, visa and badge, to be chosen anew.
    fn facets(&self) -> Vec<(&'static str, String, Vec<Choice>)> {
        let (t, is) = (self.frame.t, self.registration.facets);
        let credentials =
            Credential::ALL.iter().map(|v| Choice::new(v.code(), t.credential_word(v), *v == is.credential));
        let visas = Visa::ALL.iter().map(|v| Choice::new(v.code(), t.visa_word(v), *v == is.visa));
        let badges = Badge::ALL.iter().filter(|v| **v == is.badge || is.badge.may_become(**v));
        let badges = badges.map(|v| Choice::new(v.code(), t.badge_word(v), *v == is.badge));
        vec![
            ("credential", t.credential().into_owned(), credentials.collect()),
            ("visa", t.visa().into_owned(), visas.collect()),
            ("badge", t.badge().into_owned(), badges.collect()),
        ]
    }

    /// Why it is where it is, in words.
    fn reason_line(&self) -> String {
        let reason = self.registration.reason.as_str();
        match merged_into(reason) {
            Some(reference) => self.frame.t.admin_merge_into(reference),
            None => self.frame.t.admin_registrations_reason_given(reason),
        }
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

    /// Whether what was said about it, or the note beside it, is sealed.
    fn is_sealed(&self, field: &str) -> bool {
        self.registration.sealed.iter().any(|name| name.strip_suffix("_note").unwrap_or(name) == field)
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

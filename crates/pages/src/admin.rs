//! Pages of the admin panel, one file for each area.

pub mod account;
pub mod agenda;
pub mod agenda_checks;
#[cfg(test)]
mod agenda_tests;
pub mod audit;
pub mod charts;
pub mod columns;
pub mod dashboard;
#[cfg(test)]
mod desk_tests;
pub mod documents;
pub mod door;
pub mod enter;
pub mod event_form;
pub mod export;
pub mod files;
pub mod form;
pub mod home;
pub mod import;
pub mod items;
pub mod letters;
pub mod listing;
pub mod merge;
pub mod messages;
pub mod old_release;
#[cfg(test)]
mod papers_tests;
pub mod people;
pub mod registration;
pub mod registrations;
pub mod releases;
pub mod rules;
pub mod sender;
pub mod sessions;
pub mod settings;
pub mod speakers;
pub mod tag_many;
pub mod things;
pub mod topic_list;
pub mod types;
pub mod views;
pub mod wordings;

use crate::frame::LangLink;
use crate::texts::T;
use crate::urls::AdminUrls;
use plenary_domain::Lang;
use plenary_domain::event::Event;

/// The entry of the side bar that is the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdminNav {
    Dashboard,
    Registrations,
    Agenda,
    Form,
    Letters,
    Settings,
    Types,
    People,
    Audit,
    Other,
}

/// Who is signed in, as the side bar shows it.
#[derive(Clone)]
pub struct Desk {
    pub t: T,
    pub name: String,
    /// Of this sign-in; every form sends it back.
    pub csrf: String,
    /// May change things (an organiser); a viewer sees no buttons that change.
    pub may_change: bool,
    /// May create events and let others in.
    pub administrator: bool,
    /// What the last action has to say, on top of the page, until the next one.
    pub notice: Option<Notice>,
}

/// A message that stays on the page.
#[derive(Debug, Clone)]
pub struct Notice {
    pub text: String,
    pub kind: NoticeKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    Good,
    Info,
    Warning,
}

impl Notice {
    pub const fn class(&self) -> &'static str {
        match self.kind {
            NoticeKind::Good => "note note-good",
            NoticeKind::Info => "note",
            NoticeKind::Warning => "note note-warn",
        }
    }

    pub const fn icon(&self) -> &'static str {
        match self.kind {
            NoticeKind::Good => "check",
            NoticeKind::Info => "info",
            NoticeKind::Warning => "alert",
        }
    }
}

/// Head and side bar of an admin page.
#[derive(Clone)]
pub struct AdminFrame<'a> {
    pub t: T,
    pub desk: &'a Desk,
    /// The event that is being run; none on pages about accounts and the list of events.
    pub event: Option<AdminEvent<'a>>,
    pub nav: AdminNav,
    pub languages: Vec<LangLink>,
}

#[derive(Clone)]
pub struct AdminEvent<'a> {
    pub event: &'a Event,
    pub urls: AdminUrls,
    /// Registrations that wait for a decision.
    pub to_decide: i64,
}

impl<'a> AdminFrame<'a> {
    pub fn new(desk: &'a Desk, nav: AdminNav) -> Self {
        Self { t: desk.t, desk, event: None, nav, languages: Vec::new() }
    }

    #[must_use]
    pub fn of(mut self, event: &'a Event, to_decide: i64) -> Self {
        self.event = Some(AdminEvent { event, urls: AdminUrls::new(event), to_decide });
        self
    }

    pub fn lang(&self) -> Lang {
        self.t.lang
    }

    pub fn all_languages(&self) -> [Lang; 3] {
        Lang::ALL
    }
}

//! Every address of the site, in one place: templates, letters and redirects ask here.

use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::ids::{LetterId, RegistrationId, RoomId, SessionId, SpeakerId, TopicId};
use plenary_domain::registration::Step;

/// Addresses under one public event in one language.
#[derive(Debug, Clone)]
pub struct EventUrls {
    base: String,
}

impl EventUrls {
    pub fn new(lang: Lang, event: &Event) -> Self {
        Self { base: format!("/{}/{}", lang.code(), event.slug) }
    }
    pub fn home(&self) -> String {
        self.base.clone()
    }
    pub fn agenda(&self) -> String {
        format!("{}/agenda", self.base)
    }
    pub fn agenda_day(&self, day: Date) -> String {
        format!("{}/agenda/{day}", self.base)
    }
    pub fn agenda_ics(&self) -> String {
        format!("{}/agenda.ics", self.base)
    }
    pub fn agenda_day_ics(&self, day: Date) -> String {
        format!("{}/agenda/{day}.ics", self.base)
    }
    pub fn session(&self, number: i32) -> String {
        format!("{}/sessions/{number}", self.base)
    }
    pub fn session_ics(&self, number: i32) -> String {
        format!("{}/sessions/{number}.ics", self.base)
    }
    pub fn register(&self) -> String {
        format!("{}/register", self.base)
    }
    pub fn notice(&self) -> String {
        format!("{}/data-notice", self.base)
    }
    pub fn step(&self, draft: &str, step: Step) -> String {
        format!("{}/register/{draft}/{}", self.base, step.code())
    }
    pub fn status(&self, secret: &str) -> String {
        format!("{}/r/{secret}", self.base)
    }
    pub fn change(&self, secret: &str, step: Step) -> String {
        format!("{}/r/{secret}/change/{}", self.base, step.code())
    }
    pub fn withdraw(&self, secret: &str) -> String {
        format!("{}/r/{secret}/withdraw", self.base)
    }
    pub fn resend(&self, secret: &str) -> String {
        format!("{}/r/{secret}/send-again", self.base)
    }
    pub fn my_ics(&self, secret: &str) -> String {
        format!("{}/r/{secret}/my-sessions.ics", self.base)
    }
}

/// The list of events.
pub fn events(lang: impl Into<Lang>) -> String {
    format!("/{}/", lang.into().code())
}

/// What a QR code holds: short, in capitals, nothing personal.
pub fn short(secret: &str) -> String {
    format!("/R/{}", secret.to_uppercase())
}

/// Addresses of the admin panel for one event.
#[derive(Debug, Clone)]
pub struct AdminUrls {
    base: String,
}

impl AdminUrls {
    pub fn new(event: &Event) -> Self {
        Self { base: format!("/admin/{}", event.slug) }
    }
    pub fn dashboard(&self) -> String {
        self.base.clone()
    }
    pub fn registrations(&self) -> String {
        format!("{}/registrations", self.base)
    }
    pub fn registrations_csv(&self) -> String {
        format!("{}/registrations.csv", self.base)
    }
    /// Decisions about several: a preview, then the decision.
    pub fn decide(&self) -> String {
        format!("{}/registrations/decide", self.base)
    }
    pub fn registration(&self, id: RegistrationId) -> String {
        format!("{}/registrations/{id}", self.base)
    }
    /// To compare and merge two.
    pub fn merge(&self, one: RegistrationId, other: RegistrationId) -> String {
        format!("{}/registrations/{one}/merge/{other}", self.base)
    }
    pub fn registration_decide(&self, id: RegistrationId) -> String {
        format!("{}/registrations/{id}/decide", self.base)
    }
    pub fn agenda(&self) -> String {
        format!("{}/agenda", self.base)
    }
    pub fn agenda_day(&self, day: Date) -> String {
        format!("{}/agenda?day={day}", self.base)
    }
    pub fn agenda_selected(&self, day: Date, session: SessionId) -> String {
        format!("{}/agenda?day={day}&session={session}#form", self.base)
    }
    pub fn new_session(&self) -> String {
        format!("{}/sessions/new", self.base)
    }
    pub fn session(&self, id: SessionId) -> String {
        format!("{}/sessions/{id}", self.base)
    }
    pub fn session_move(&self, id: SessionId) -> String {
        format!("{}/sessions/{id}/move", self.base)
    }
    pub fn session_remove(&self, id: SessionId) -> String {
        format!("{}/sessions/{id}/remove", self.base)
    }
    pub fn rooms(&self) -> String {
        format!("{}/rooms", self.base)
    }
    pub fn room(&self, id: RoomId) -> String {
        format!("{}/rooms/{id}", self.base)
    }
    pub fn topics(&self) -> String {
        format!("{}/topics", self.base)
    }
    pub fn topic(&self, id: TopicId) -> String {
        format!("{}/topics/{id}", self.base)
    }
    pub fn speakers(&self) -> String {
        format!("{}/speakers", self.base)
    }
    pub fn speaker(&self, id: SpeakerId) -> String {
        format!("{}/speakers/{id}", self.base)
    }
    /// Add `/new` or `/remove` to a list's or a thing's address.
    pub fn release(&self) -> String {
        format!("{}/release", self.base)
    }
    pub fn releases(&self) -> String {
        format!("{}/releases", self.base)
    }
    pub fn letters(&self) -> String {
        format!("{}/letters", self.base)
    }
    pub fn letter(&self, id: LetterId) -> String {
        format!("{}/letters/{id}", self.base)
    }
    /// The HTML part alone, for a frame without rights.
    pub fn letter_html(&self, id: LetterId) -> String {
        format!("{}/letters/{id}/html", self.base)
    }
    pub fn letter_source(&self, id: LetterId) -> String {
        format!("{}/letters/{id}/source.eml", self.base)
    }
    pub fn settings(&self) -> String {
        format!("{}/settings", self.base)
    }
    pub fn people(&self) -> String {
        format!("{}/people", self.base)
    }
    pub fn audit(&self) -> String {
        format!("{}/audit", self.base)
    }
}

/// Addresses of the admin panel that belong to no event.
pub mod admin {
    pub const HOME: &str = "/admin";
    pub const NEW_EVENT: &str = "/admin/events/new";
    pub const SIGN_IN: &str = "/admin/sign-in";
    pub const SECOND_FACTOR: &str = "/admin/sign-in/code";
    pub const SIGN_OUT: &str = "/admin/sign-out";
    pub const ACCOUNT: &str = "/admin/account";
    pub const PASSWORD: &str = "/admin/account/password";
    pub const TOTP: &str = "/admin/account/second-factor";
    pub const LANGUAGE: &str = "/admin/account/language";
    pub const OTHER_SIGN_INS: &str = "/admin/account/sign-out-others";
    pub const INVITE: &str = "/admin/invite";

    pub fn invitation(token: &str) -> String {
        format!("/admin/invitations/{token}")
    }
}

//! Every address of the site, in one place: templates, letters and redirects ask here.

mod desk;
mod papers;
mod writing;

pub use desk::AdminUrls;

use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::ids::{DocumentId, FileId};
use plenary_domain::registration::Step;
use std::fmt::Write as _;

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
    /// The order of the day on paper.
    pub fn agenda_day_pdf(&self, day: Date) -> String {
        format!("{}/agenda/{day}.pdf", self.base)
    }
    /// Every day on one page.
    pub fn agenda_all(&self) -> String {
        format!("{}/agenda/all", self.base)
    }
    pub fn now(&self) -> String {
        format!("{}/now", self.base)
    }
    /// For a screen in a corridor.
    pub fn screen(&self) -> String {
        format!("{}/screen", self.base)
    }
    pub fn speakers(&self) -> String {
        format!("{}/speakers", self.base)
    }
    /// Of one person, by the short key of the id.
    pub fn speaker(&self, key: &str) -> String {
        format!("{}/speakers/{key}", self.base)
    }
    /// The page of whoever speaks, for that person alone; below it what the person does there.
    pub fn speaking(&self, secret: &str) -> String {
        format!("{}/speaking/{secret}", self.base)
    }
    /// A photo of somebody who is on public pages.
    pub fn portrait(&self, id: FileId) -> String {
        format!("{}/portraits/{id}", self.base)
    }
    pub fn releases(&self) -> String {
        format!("{}/releases", self.base)
    }
    pub fn release(&self, number: i32) -> String {
        format!("{}/releases/{number}", self.base)
    }
    pub fn releases_feed(&self) -> String {
        format!("{}/releases.atom", self.base)
    }
    pub fn my_agenda(&self) -> String {
        format!("{}/my-agenda", self.base)
    }
    /// The numbers of what is kept, for the script that marks it.
    pub fn my_agenda_kept(&self) -> String {
        format!("{}/my-agenda/kept.json", self.base)
    }
    pub fn my_agenda_feed(&self) -> String {
        format!("{}/my-agenda/feed", self.base)
    }
    pub fn my_agenda_forget(&self) -> String {
        format!("{}/my-agenda/forget", self.base)
    }
    /// The calendar of whoever has this token.
    pub fn my_feed(&self, token: &str) -> String {
        format!("{}/my/{token}.ics", self.base)
    }
    /// Opens the agenda of a registration in this browser.
    pub fn open_my_agenda(&self, secret: &str) -> String {
        format!("{}/r/{secret}/my-agenda", self.base)
    }
    /// The agenda for other programs.
    pub fn schedule_xml(&self) -> String {
        format!("{}/schedule.xml", self.base)
    }
    pub fn schedule_json(&self) -> String {
        format!("{}/schedule.json", self.base)
    }
    /// All addresses of that kind, with what they are for.
    pub fn feeds(&self) -> String {
        format!("{}/feeds", self.base)
    }
    /// The list for other sites.
    pub fn embed(&self) -> String {
        format!("{}/embed", self.base)
    }
    pub fn session(&self, number: i32) -> String {
        format!("{}/sessions/{number}", self.base)
    }
    /// The annotated agenda.
    pub fn items(&self) -> String {
        format!("{}/items", self.base)
    }
    /// A document in one of its languages, for everybody.
    pub fn document(&self, id: DocumentId, version: &str) -> String {
        format!("{}/documents/{id}/{}", self.base, encoded(version))
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
    pub fn reply(&self, secret: &str) -> String {
        format!("{}/reply", self.status(secret))
    }

    pub fn withdraw(&self, secret: &str) -> String {
        format!("{}/r/{secret}/withdraw", self.base)
    }
    /// What the button of a letter leads to.
    pub fn letter(&self, ticket: &str) -> String {
        format!("{}/letter/{ticket}", self.base)
    }
    pub fn resend(&self, secret: &str) -> String {
        format!("{}/r/{secret}/send-again", self.base)
    }
    /// Leads to the file of one's own registration.
    pub fn my_file(&self, secret: &str, id: FileId) -> String {
        format!("{}/r/{secret}/files/{id}", self.base)
    }
    /// Leads to the file of a registration that was begun.
    pub fn draft_file(&self, secret: &str, id: FileId) -> String {
        format!("{}/register/{secret}/files/{id}", self.base)
    }
    pub fn my_ics(&self, secret: &str) -> String {
        format!("{}/r/{secret}/my-sessions.ics", self.base)
    }
}

/// The list of events.
pub fn events(lang: impl Into<Lang>) -> String {
    format!("/{}/", lang.into().code())
}

/// A file for whoever holds the ticket. The name is for the browser only.
pub fn file(ticket: &str, name: &str) -> String {
    format!("/files/{ticket}/{}", encoded(name))
}

/// What stands for an id in a public address: its last twelve digits, all of them random.
pub fn short_key(id: impl std::fmt::Display) -> String {
    id.to_string().rsplit('-').next().unwrap_or_default().to_owned()
}

/// As a part of a path or a header: what is not plain becomes `%XX`.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a text can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// What a QR code holds: short, in capitals, nothing personal.
pub fn short(secret: &str) -> String {
    format!("/R/{}", secret.to_uppercase())
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

//! Addresses of the admin panel for one event.

use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::ids::{
    BatchId, FileId, LetterId, RegistrationId, RoomId, SessionId, SpeakerId, TopicId, ViewId,
};
use plenary_domain::registration::Step;

/// Addresses of the admin panel for one event.
#[derive(Debug, Clone)]
pub struct AdminUrls {
    pub(super) base: String,
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
    /// The form for a file of the list; add the list's query.
    pub fn export(&self) -> String {
        format!("{}/registrations/export", self.base)
    }
    /// How far a file is.
    pub fn export_progress(&self, secret: &str) -> String {
        format!("{}/exports/{secret}", self.base)
    }
    pub fn export_file(&self, secret: &str) -> String {
        format!("{}/exports/{secret}/file", self.base)
    }
    /// Decisions about several: a preview, then the decision.
    pub fn decide(&self) -> String {
        format!("{}/registrations/decide", self.base)
    }
    /// The form for somebody who is entered by an organiser.
    pub fn enter(&self) -> String {
        format!("{}/registrations/new", self.base)
    }
    /// A tag for several.
    pub fn tag_many(&self) -> String {
        format!("{}/registrations/tag", self.base)
    }
    /// Saved views; add the list's query.
    pub fn views(&self) -> String {
        format!("{}/registrations/views", self.base)
    }
    pub fn view(&self, id: ViewId) -> String {
        format!("{}/registrations/views/{id}", self.base)
    }
    pub fn view_remove(&self, id: ViewId) -> String {
        format!("{}/registrations/views/{id}/remove", self.base)
    }
    pub fn registration(&self, id: RegistrationId) -> String {
        format!("{}/registrations/{id}", self.base)
    }
    pub fn undo(&self, batch: BatchId) -> String {
        format!("{}/undo/{batch}", self.registrations())
    }

    /// What is done to one registration that is no decision: `hold`, `facets`, `queue`, `change`, `notes`,
    /// `tags`; those two also with `/remove`.
    pub fn registration_act(&self, id: RegistrationId, act: &str) -> String {
        format!("{}/{act}", self.registration(id))
    }

    pub fn types(&self) -> String {
        format!("{}/types", self.settings())
    }

    pub fn representation_type(&self, code: &str) -> String {
        format!("{}/{code}", self.types())
    }

    /// The files of a registration: to look at and to add one.
    pub fn registration_files(&self, id: RegistrationId) -> String {
        format!("{}/registrations/{id}/files", self.base)
    }
    pub fn registration_files_remove(&self, id: RegistrationId) -> String {
        format!("{}/registrations/{id}/files/remove", self.base)
    }
    /// Leads to one file.
    pub fn file(&self, id: FileId) -> String {
        format!("{}/files/{id}", self.base)
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
    /// Files of other programs.
    pub fn import(&self) -> String {
        format!("{}/import", self.base)
    }
    /// What one would change.
    pub fn import_of(&self, secret: &str) -> String {
        format!("{}/imports/{secret}", self.base)
    }
    /// The day of a session, wherever it is now.
    pub fn agenda_of(&self, session: SessionId) -> String {
        format!("{}/agenda?session={session}#form", self.base)
    }
    pub fn agenda_undo(&self) -> String {
        format!("{}/agenda/undo", self.base)
    }
    /// How serious each kind of conflict is.
    pub fn agenda_checks(&self) -> String {
        format!("{}/agenda/checks", self.base)
    }
    /// Where the addresses of sessions begin.
    pub fn sessions(&self) -> String {
        format!("{}/sessions", self.base)
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
    /// Sends the letter that leads to the speaker's own page.
    pub fn speaker_invite(&self, id: SpeakerId) -> String {
        format!("{}/speakers/{id}/invite", self.base)
    }
    /// Gives that page another address.
    pub fn speaker_address(&self, id: SpeakerId) -> String {
        format!("{}/speakers/{id}/address", self.base)
    }
    /// Leads to a file that the speaker has brought.
    pub fn speaker_file(&self, id: SpeakerId, file: FileId) -> String {
        format!("{}/speakers/{id}/files/{file}", self.base)
    }
    /// Add `/new` or `/remove` to a list's or a thing's address.
    pub fn release(&self) -> String {
        format!("{}/release", self.base)
    }
    pub fn releases(&self) -> String {
        format!("{}/releases", self.base)
    }
    /// One of them, as it was.
    pub fn release_numbered(&self, number: i32) -> String {
        format!("{}/releases/{number}", self.base)
    }
    pub fn letters(&self) -> String {
        format!("{}/letters", self.base)
    }
    pub fn pause_letters(&self) -> String {
        format!("{}/pause-letters", self.base)
    }

    pub fn resume_letters(&self) -> String {
        format!("{}/resume-letters", self.base)
    }

    /// What the DNS says about the sender.
    pub fn sender(&self) -> String {
        format!("{}/sender", self.base)
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
    pub fn form(&self) -> String {
        format!("{}/form", self.base)
    }
    pub fn form_built_in(&self) -> String {
        format!("{}/form/built-in", self.base)
    }
    pub fn form_new_question(&self) -> String {
        format!("{}/form/questions/new", self.base)
    }
    pub fn form_question(&self, key: &str) -> String {
        format!("{}/form/questions/{key}", self.base)
    }
    pub fn form_question_move(&self, key: &str) -> String {
        format!("{}/form/questions/{key}/move", self.base)
    }
    pub fn form_question_remove(&self, key: &str) -> String {
        format!("{}/form/questions/{key}/remove", self.base)
    }
    pub fn form_preview(&self, lang: Lang, step: Step) -> String {
        format!("{}/form/preview/{}/{}", self.base, lang.code(), step.code())
    }
    pub fn people(&self) -> String {
        format!("{}/people", self.base)
    }
    pub fn audit(&self) -> String {
        format!("{}/audit", self.base)
    }
}

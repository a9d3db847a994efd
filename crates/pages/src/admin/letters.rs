//! The outbox: letters that wait, that left, and that could not be delivered; and one letter as it was sent.

use super::listing::Query;
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::texts::dates;
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::ids::LetterId;
use plenary_domain::letter::{LetterAbout, LetterKind, LetterState};

/// One letter of the list.
#[derive(Debug, Clone)]
pub struct LetterLine {
    pub id: LetterId,
    pub kind: LetterKind,
    pub language: Lang,
    pub recipient: String,
    /// Of whom it is about; empty where nobody has told it yet.
    pub name: String,
    pub about: LetterAbout,
    pub state: LetterState,
    pub attempts: i64,
    pub due_at: Timestamp,
    pub queued_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub last_error: String,
    pub has_message: bool,
}

impl LetterLine {
    /// When it left, or when it was written.
    pub fn last_moment(&self) -> Timestamp {
        self.sent_at.unwrap_or(self.queued_at)
    }

    /// Whom it is about: by name, or by the address where there is no name.
    pub fn whom(&self) -> &str {
        if self.name.is_empty() { &self.recipient } else { &self.name }
    }
}

/// A letter as it was sent, taken apart.
#[derive(Debug, Clone, Default)]
pub struct LetterParts {
    pub subject: String,
    pub from: String,
    pub to: String,
    pub text: String,
    pub has_html: bool,
    pub attachments: Vec<Attachment>,
}

#[derive(Debug, Clone)]
pub struct Attachment {
    pub name: String,
    pub bytes: usize,
}

impl Attachment {
    /// Rounded up: a file is never said to be empty.
    pub const fn kilobytes(&self) -> usize {
        self.bytes.div_ceil(1024)
    }
}

#[derive(Template)]
#[template(path = "admin/letters.html")]
pub struct LettersPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    /// The tab; `None` is all.
    pub state: Option<LetterState>,
    pub search: String,
    pub rows: Vec<LetterLine>,
    pub total: i64,
    pub page: i64,
    pub pages: i64,
    /// Letters are kept here instead of being sent.
    pub captured: bool,
}

impl Page for LettersPage<'_> {}

impl LettersPage<'_> {
    fn link(&self, state: Option<LetterState>, page: i64) -> String {
        let mut query = Query::default();
        query.add("state", state.map_or("all", LetterState::code));
        query.add("q", &self.search);
        if page > 1 {
            query.add("page", &page.to_string());
        }
        format!("{}?{}", self.urls.letters(), query.0)
    }

    #[expect(clippy::unused_self, reason = "the template asks the page")]
    fn tabs(&self) -> [Option<LetterState>; 4] {
        [None, Some(LetterState::Queued), Some(LetterState::Sent), Some(LetterState::Failed)]
    }

    fn when(&self, at: Timestamp) -> String {
        self.frame.t.moment_short(at, &self.event.zone())
    }

    fn machine(&self, at: Timestamp) -> String {
        dates::machine_moment(at, &self.event.zone())
    }
}

#[derive(Template)]
#[template(path = "admin/letter.html")]
pub struct LetterPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub line: LetterLine,
    /// `None`: not written yet; a letter is written when it leaves.
    pub parts: Option<LetterParts>,
    pub captured: bool,
}

impl Page for LetterPage<'_> {}

impl LetterPage<'_> {
    fn moment(&self, at: Timestamp) -> String {
        self.frame.t.moment(at, &self.event.zone())
    }

    fn title(&self) -> String {
        let t = self.frame.t;
        t.admin_letters_title(t.letter_kind(self.line.kind), self.line.whom())
    }

    fn send_again(&self) -> String {
        format!("{}/send-again", self.urls.letter(self.line.id))
    }
}

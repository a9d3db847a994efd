//! The outbox: letters that wait, that left, and that could not be delivered; and one letter as it was sent.

use super::listing::Query;
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Field, FormErrors};
use crate::texts::{T, dates};
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::ids::LetterId;
use plenary_domain::letter::{LetterAbout, LetterKind, LetterStage, LettersIn, UNREACHABLE};

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
    pub stage: LetterStage,
    pub attempts: i64,
    pub due_at: Timestamp,
    pub queued_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub last_error: String,
    pub has_message: bool,
    pub bounced_at: Option<Timestamp>,
    /// Such as `5.1.1`; empty for a letter that did not come back.
    pub bounce_status: String,
    /// Somebody has looked after the letter that came back.
    pub settled: bool,
}

impl LetterLine {
    /// When it came back, when it left, or when it was written.
    pub fn last_moment(&self) -> Timestamp {
        self.bounced_at.or(self.sent_at).unwrap_or(self.queued_at)
    }

    /// What went wrong last: the words of a mail server, or ours.
    pub fn trouble(&self, t: &T) -> String {
        if self.last_error == UNREACHABLE {
            t.admin_outbox_unreachable().into_owned()
        } else {
            self.last_error.clone()
        }
    }

    /// Its address stops other letters, or might.
    pub fn to_settle(&self) -> bool {
        !self.settled && (self.stage == LetterStage::Bounced || self.last_error == UNREACHABLE)
    }

    /// Whom it is about: by name, or by the address where there is no name.
    pub fn whom(&self) -> &str {
        if self.name.is_empty() { &self.recipient } else { &self.name }
    }
}

/// Why no letters leave.
#[derive(Debug, Clone)]
pub struct PauseLine {
    pub reason: String,
    pub by: String,
    pub since: Timestamp,
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
    /// `None` is all.
    pub letters: Option<LettersIn>,
    pub kind: Option<LetterKind>,
    pub search: String,
    pub pause: Option<PauseLine>,
    /// What was typed for holding letters back, and what is wrong with it.
    pub pausing: (String, FormErrors),
    pub rows: Vec<LetterLine>,
    pub total: i64,
    pub page: i64,
    pub pages: i64,
    /// Letters are kept here instead of being sent.
    pub captured: bool,
}

impl Page for LettersPage<'_> {}

impl LettersPage<'_> {
    fn link(&self, page: i64) -> String {
        let mut query = Query::default();
        query.add("state", self.letters.map_or("", LettersIn::code));
        query.add("kind", self.kind.map_or("", LetterKind::code));
        query.add("q", &self.search);
        if page > 1 {
            query.add("page", &page.to_string());
        }
        format!("{}?{}", self.urls.letters(), query.0)
    }

    /// Code, name and whether it is chosen.
    fn states(&self) -> Vec<(&'static str, String, bool)> {
        let t = self.frame.t;
        let name = |of| match of {
            LettersIn::Open => t.admin_outbox_open().into_owned(),
            LettersIn::Stage(stage) => t.letter_stage(stage).into_owned(),
        };
        LettersIn::all().map(|of| (of.code(), name(of), self.letters == Some(of))).collect()
    }

    fn kinds(&self) -> Vec<(&'static str, String, bool)> {
        let t = self.frame.t;
        LetterKind::ALL
            .into_iter()
            .map(|kind| (kind.code(), t.letter_kind(kind).into_owned(), self.kind == Some(kind)))
            .collect()
    }

    fn filtered(&self) -> bool {
        self.letters.is_some() || self.kind.is_some() || !self.search.is_empty()
    }

    fn reason(&self) -> Field {
        let (value, errors) = &self.pausing;
        errors.field("reason", value)
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

    fn settle(&self) -> String {
        format!("{}/settle", self.urls.letter(self.line.id))
    }

    /// A letter that did not arrive, of a registration.
    fn may_send_again(&self) -> bool {
        let lost = matches!(self.line.stage, LetterStage::Failed | LetterStage::Bounced);
        self.frame.desk.may_change && lost && self.line.about.registration().is_some()
    }
}

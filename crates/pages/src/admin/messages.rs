//! Messages to many: the list, writing one, whom it goes to, how it looks for each of them, and how far it is.

use super::form::{EditPage, Link, Part, Section, Typed, in_lang};
use super::wordings::FieldLine;
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, Field, FormErrors};
use crate::letters::Letter;
use crate::texts::T;
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::message::{Message, MessageState, MessageTexts, Purpose};
use plenary_domain::wording::{Field as WordingField, Part as WordingPart};
use std::borrow::Cow;

/// How far a message is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    pub chosen: u64,
    pub waiting: u64,
    pub left_out: u64,
    pub sent: u64,
    pub failed: u64,
}

impl Progress {
    /// Hundredths of those who were chosen that wait for nothing any more.
    pub fn percent(&self) -> u64 {
        self.chosen.saturating_sub(self.waiting) * 100 / self.chosen.max(1)
    }
}

#[derive(Template)]
#[template(path = "admin/messages.html")]
pub struct MessagesPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub now: Timestamp,
    pub messages: Vec<(Message, Progress)>,
}

impl Page for MessagesPage<'_> {}

impl MessagesPage<'_> {
    fn state(&self, message: &Message) -> (Cow<'static, str>, &'static str) {
        state_word(self.frame.t, message, self.now)
    }

    fn subject(&self, message: &Message) -> String {
        subject_of(self.frame.t, &message.texts)
    }

    fn when(&self, at: Timestamp) -> String {
        self.frame.t.moment_short(at, &self.event.zone())
    }
}

/// The state in a word, and the colour that repeats it.
fn state_word(t: T, message: &Message, now: Timestamp) -> (Cow<'static, str>, &'static str) {
    match message.state {
        MessageState::Draft => (t.message_state_draft(), "status"),
        MessageState::Confirmed if message.due_at.is_some_and(|due| due > now) => {
            (t.message_state_scheduled(), "status status-wait")
        }
        MessageState::Confirmed => (t.message_state_sending(), "status status-wait"),
        MessageState::Stopped => (t.message_state_stopped(), "status status-off"),
        MessageState::Done => (t.message_state_done(), "status status-good"),
    }
}

/// The subject in the reader's language, or in one that there is.
fn subject_of(t: T, texts: &MessageTexts) -> String {
    let text = texts.language_for(t.lang).and_then(|lang| texts.get(lang));
    let subject = text.map(|text| text.subject.as_str()).filter(|subject| !subject.is_empty());
    subject.map_or_else(|| t.message_no_subject().into_owned(), str::to_owned)
}

/// What is saved, as if it had been typed.
pub fn typed_message(message: &Message) -> Typed {
    let mut typed = Typed::default();
    typed.add("purpose", message.purpose.code());
    typed.add("list", message.list.clone());
    add_texts(&mut typed, &message.texts);
    typed
}

pub(super) fn add_texts(typed: &mut Typed, texts: &MessageTexts) {
    for (lang, text) in &texts.0 {
        typed.add(in_lang("subject", *lang), text.subject.clone());
        typed.add(in_lang("body", *lang), text.body.clone());
    }
}

/// Writing a message: who it is for, and its text in each language of the event.
pub struct MessageForm<'a> {
    pub event: &'a Event,
    pub typed: &'a Typed,
    pub errors: FormErrors,
    pub action: String,
    pub back: Link,
    /// Of the draft; 0 for a new message.
    pub version: i32,
    /// How many people the list shows now.
    pub people: i64,
    /// Somebody else has saved since.
    pub stale: bool,
}

pub fn message_page<'a>(frame: AdminFrame<'a>, form: &MessageForm<'a>) -> EditPage<'a> {
    let (t, typed) = (frame.t, form.typed);
    let on = |purpose: &Purpose| {
        typed.one("purpose") == purpose.code()
            || (typed.one("purpose").is_empty() && *purpose == Purpose::Event)
    };
    let purposes = Purpose::ALL.iter().map(|purpose| {
        let (label, note) = match purpose {
            Purpose::Event => (t.message_purpose_event(), t.message_purpose_event_hint()),
            Purpose::Future => (t.message_purpose_future(), t.message_purpose_future_hint()),
        };
        Choice::new(purpose.code(), label, on(purpose)).note(note)
    });
    let field = form.errors.field("purpose", typed.one("purpose"));
    let about = Section::new(t.message_about()).hint(t.message_people(form.people)).ask(Part::radios(
        field,
        t.message_purpose(),
        purposes.collect(),
    ));
    let mut bands = vec![vec![about]];
    bands.extend(text_bands(t, form.event, typed, &form.errors));
    let reload = Link::new(form.action.clone(), t.admin_wordings_reload());
    let of =
        |lang| Some(typed.one(&in_lang("subject", lang)).to_owned()).filter(|subject| !subject.is_empty());
    let subject = [t.lang].into_iter().chain(Lang::ALL).find_map(of).filter(|_| form.version > 0);
    EditPage {
        title: subject.unwrap_or_else(|| t.message_new().into_owned()),
        lead: t.message_lead().into_owned(),
        back: form.back.clone(),
        action: form.action.clone(),
        hidden: vec![("version", form.version.to_string()), ("list", typed.one("list").to_owned())],
        errors: form.errors.clone(),
        warning: form.stale.then(|| (t.admin_wordings_stale().into_owned(), reload)),
        bands,
        save: t.message_save().into_owned(),
        remove: None,
        frame,
    }
    .in_order()
}

/// Subject and body in each language of the event.
pub(super) fn text_bands(t: T, event: &Event, typed: &Typed, errors: &FormErrors) -> Vec<Vec<Section>> {
    let section = |lang: &Lang| {
        let (subject, body) = (in_lang("subject", *lang), in_lang("body", *lang));
        let (subject_words, body_words) = (typed.one(&subject).to_owned(), typed.one(&body).to_owned());
        let subject = Part::line(errors.field(subject, subject_words), t.wording_part(WordingPart::Subject));
        let body = Part::area(errors.field(body, body_words), t.message_body(), 12);
        Section::of(*lang).ask(subject.lang(*lang)).ask(body.lang(*lang))
    };
    let fields = FieldLine::all(t, t, event, WordingField::is_known_of_registrations);
    let list = Section { fields, ..Section::new(t.admin_wordings_fields()).hint(t.admin_wordings_markup()) };
    vec![event.languages.iter().map(section).collect(), vec![list]]
}

/// Some of those whom a message goes to.
pub struct AudienceLine {
    pub language: Lang,
    /// The language in which they get it.
    pub gets: Lang,
    pub representation_type: String,
    pub count: i64,
}

/// One message: what it says, whom it goes to, how far it is.
#[derive(Template)]
#[template(path = "admin/message.html")]
pub struct MessagePage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub now: Timestamp,
    pub message: Message,
    pub progress: Progress,
    /// Of a draft: whom it would go to now.
    pub audience: Vec<AudienceLine>,
    /// Asks whether it may leave.
    pub confirm: Option<ConfirmForm>,
}

/// When it shall leave.
pub struct ConfirmForm {
    pub day: Field,
    pub time: Field,
    pub errors: FormErrors,
    /// What the page has told is no longer so.
    pub warning: Option<String>,
}

impl Page for MessagePage<'_> {}

impl MessagePage<'_> {
    fn subject(&self) -> String {
        subject_of(self.frame.t, &self.message.texts)
    }

    fn state(&self) -> (Cow<'static, str>, &'static str) {
        state_word(self.frame.t, &self.message, self.now)
    }

    fn people(&self) -> i64 {
        self.audience.iter().map(|line| line.count).sum()
    }

    fn act(&self, act: &str) -> String {
        self.urls.message_act(self.message.id, act)
    }

    fn list(&self) -> String {
        format!("{}?{}", self.urls.registrations(), self.message.list)
    }

    fn moment(&self, at: Timestamp) -> String {
        self.frame.t.moment(at, &self.event.zone())
    }

    fn zone(&self) -> String {
        format!("{} ({})", self.event.time_zone, crate::texts::dates::offset(self.now, &self.event.zone()))
    }

    fn may_be_stopped(&self) -> bool {
        let state = self.message.state;
        state == MessageState::Confirmed || (state == MessageState::Done && self.progress.waiting > 0)
    }

    fn purpose(&self) -> Cow<'static, str> {
        match self.message.purpose {
            Purpose::Event => self.frame.t.message_purpose_event(),
            Purpose::Future => self.frame.t.message_purpose_future(),
        }
    }

    fn errors(&self) -> &[crate::forms::FormError] {
        self.confirm.as_ref().map_or(&[], |form| &form.errors.0)
    }
}

/// A message as one of those gets it whom it goes to.
#[derive(Template)]
#[template(path = "admin/message_preview.html")]
pub struct MessagePreviewPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub message: Message,
    pub letter: Letter,
    pub style: String,
    pub name: String,
    pub registration: String,
    /// In which the letter is; another one than the reader's where that is not written.
    pub language: Lang,
    pub wanted: Lang,
    /// From 0, of so many.
    pub place: i64,
    pub people: i64,
    pub my_address: String,
}

impl Page for MessagePreviewPage<'_> {
    fn style(&self) -> Option<&str> {
        Some(&self.style)
    }
}

impl MessagePreviewPage<'_> {
    fn act(&self, act: &str) -> String {
        self.urls.message_act(self.message.id, act)
    }

    fn at(&self, place: i64) -> String {
        format!("{}?place={place}", self.act("preview"))
    }
}

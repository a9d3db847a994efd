//! Rooms, topics and speakers: for each a list, a form and the question before one is removed.

mod form;

use super::agenda::{Said, Tab};
use super::form::{ConfirmPage, EditPage, Link, Typed};
use super::{AdminFrame, AdminNav};
use crate::forms::FormErrors;
use crate::frame::Page;
use crate::texts::T;
use crate::urls::AdminUrls;
use plenary_domain::agenda::{
    Agenda, Room, RoomInput, Speaker, SpeakerInput, Symbol, Tone, Topic, TopicInput,
};
use plenary_domain::event::Event;
use plenary_domain::ids::{RoomId, SpeakerId, TopicId};
use plenary_domain::text::EmailAddress;
use plenary_domain::{Lang, LocalText};

/// One of the three, by its identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThingId {
    Room(RoomId),
    Topic(TopicId),
    Speaker(SpeakerId),
}

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Room,
    Topic,
    Speaker,
}

impl ThingId {
    pub const fn kind(self) -> Kind {
        match self {
            Self::Room(_) => Kind::Room,
            Self::Topic(_) => Kind::Topic,
            Self::Speaker(_) => Kind::Speaker,
        }
    }

    pub fn address(self, urls: &AdminUrls) -> String {
        match self {
            Self::Room(id) => urls.room(id),
            Self::Topic(id) => urls.topic(id),
            Self::Speaker(id) => urls.speaker(id),
        }
    }

    /// Its name, if it is there.
    pub fn name(self, agenda: &Agenda) -> Option<&LocalText> {
        match self {
            Self::Room(id) => agenda.room(id).map(|room| &room.name),
            Self::Topic(id) => agenda.topic(id).map(|topic| &topic.name),
            Self::Speaker(id) => agenda.speaker(id).map(|speaker| &speaker.name),
        }
    }

    /// How many sessions refer to it.
    pub fn uses(self, agenda: &Agenda) -> usize {
        let sessions = agenda.sessions.iter();
        match self {
            Self::Room(id) => sessions.filter(|session| session.room == Some(id)).count(),
            Self::Topic(id) => sessions.filter(|session| session.topics.contains(&id)).count(),
            Self::Speaker(id) => {
                sessions.filter(|session| session.speakers.iter().any(|p| p.speaker == id)).count()
            }
        }
    }
}

impl Kind {
    pub fn list_address(self, urls: &AdminUrls) -> String {
        match self {
            Self::Room => urls.rooms(),
            Self::Topic => urls.topics(),
            Self::Speaker => urls.speakers(),
        }
    }

    fn list_title(self, t: T) -> String {
        let title = match self {
            Self::Room => t.admin_things_rooms(),
            Self::Topic => t.admin_things_topics(),
            Self::Speaker => t.admin_things_speakers(),
        };
        title.into_owned()
    }

    const fn tab(self) -> Tab {
        match self {
            Self::Room => Tab::Rooms,
            Self::Topic => Tab::Topics,
            Self::Speaker => Tab::Speakers,
        }
    }

    /// Caption of the list, what is said when it is empty, the button that adds, and the heads of the columns.
    fn words(self, t: T) -> ListWords {
        let (caption, empty, empty_text, add, columns) = match self {
            Self::Room => (
                t.admin_room_caption(),
                t.admin_room_empty(),
                t.admin_room_empty_text(),
                t.admin_room_add(),
                vec![t.admin_room_note(), t.admin_room_capacity()],
            ),
            Self::Topic => (
                t.admin_topic_caption(),
                t.admin_topic_empty(),
                t.admin_topic_empty_text(),
                t.admin_topic_add(),
                vec![t.admin_topic_tone()],
            ),
            Self::Speaker => (
                t.admin_speaker_caption(),
                t.admin_speaker_empty(),
                t.admin_speaker_empty_text(),
                t.admin_speaker_add(),
                vec![t.admin_speaker_position()],
            ),
        };
        let name = if self == Self::Speaker { t.admin_things_person() } else { t.admin_things_name() };
        ListWords {
            name: name.into_owned(),
            caption: caption.into_owned(),
            empty: empty.into_owned(),
            empty_text: empty_text.into_owned(),
            add: add.into_owned(),
            columns: columns.into_iter().map(std::borrow::Cow::into_owned).collect(),
        }
    }
}

pub struct ListWords {
    /// Head of the first column.
    pub name: String,
    pub caption: String,
    pub empty: String,
    pub empty_text: String,
    pub add: String,
    pub columns: Vec<String>,
}

/// A line of the list.
pub struct ThingRow {
    pub href: String,
    pub name: Said,
    pub cells: Vec<Said>,
    pub uses: usize,
}

#[derive(askama::Template)]
#[template(path = "admin/things.html")]
pub struct ThingsPage<'a> {
    pub frame: AdminFrame<'a>,
    pub tab: Tab,
    pub title: String,
    pub words: ListWords,
    pub add: String,
    pub rows: Vec<ThingRow>,
    /// Another way to add.
    pub more: Option<Link>,
}

impl Page for ThingsPage<'_> {}

impl<'a> ThingsPage<'a> {
    pub fn new(frame: AdminFrame<'a>, event: &Event, agenda: &Agenda, kind: Kind) -> Self {
        let (t, urls) = (frame.t, AdminUrls::new(event));
        let row = |id: ThingId, cells: Vec<Said>| ThingRow {
            href: id.address(&urls),
            name: id.name(agenda).map(|name| Said::new(t, name)).unwrap_or_default(),
            cells,
            uses: id.uses(agenda),
        };
        let plain = |text: String| Said { text, lang: "" };
        let mut rows: Vec<ThingRow> = match kind {
            Kind::Room => {
                let seats = |room: &Room| plain(room.capacity.map(|c| c.to_string()).unwrap_or_default());
                let cells = |room: &Room| vec![Said::new(t, &room.note), seats(room)];
                agenda.rooms.iter().map(|room| row(ThingId::Room(room.id), cells(room))).collect()
            }
            Kind::Topic => {
                let cells = |topic: &Topic| vec![plain(t.tone(topic.tone).into_owned())];
                agenda.topics.iter().map(|topic| row(ThingId::Topic(topic.id), cells(topic))).collect()
            }
            Kind::Speaker => {
                let cells = |speaker: &Speaker| vec![Said::new(t, &speaker.position)];
                agenda.speakers.iter().map(|s| row(ThingId::Speaker(s.id), cells(s))).collect()
            }
        };
        if kind == Kind::Speaker {
            t.sort_by_text(&mut rows, |row| row.name.text.clone());
        }
        let add = format!("{}/new", kind.list_address(&urls));
        let more =
            (kind == Kind::Topic).then(|| Link::new(urls.topics_from_list(), t.admin_topic_list_title()));
        Self { tab: kind.tab(), title: kind.list_title(t), words: kind.words(t), add, rows, more, frame }
    }
}

/// The next free place in an order.
fn after(positions: impl Iterator<Item = i32>) -> i32 {
    positions.max().map_or(1, |last| last.saturating_add(1).clamp(0, 9999))
}

/// A new thing of this kind, at the end of its order.
pub fn typed_new(kind: Kind, agenda: &Agenda) -> Typed {
    let mut typed = Typed::default();
    match kind {
        Kind::Room => typed.add("position", after(agenda.rooms.iter().map(|room| room.position)).to_string()),
        Kind::Topic => {
            typed.add("tone", Tone::Ihl.code());
            typed.add("position", after(agenda.topics.iter().map(|topic| topic.position)).to_string());
        }
        Kind::Speaker => {}
    }
    typed
}

/// What is saved, as if it had been typed.
pub fn typed_room(room: &RoomInput) -> Typed {
    let mut typed = Typed::default();
    typed.add_text("name", &room.name);
    typed.add_text("note", &room.note);
    typed.add("capacity", room.capacity.map(|seats| seats.to_string()).unwrap_or_default());
    if let Some((opens, closes)) = room.hours {
        typed.add("opens", opens.strftime("%H:%M").to_string());
        typed.add("closes", closes.strftime("%H:%M").to_string());
    }
    typed.add("booths", room.booths.map(|booths| booths.to_string()).unwrap_or_default());
    typed.add("position", room.position.to_string());
    typed
}

/// What is saved, as if it had been typed.
pub fn typed_topic(topic: &TopicInput) -> Typed {
    let mut typed = Typed::default();
    typed.add_text("name", &topic.name);
    typed.add_text("full", &topic.full_title);
    typed.add("symbol", topic.symbol.as_ref().map_or("", Symbol::as_str));
    typed.add("tone", topic.tone.code());
    typed.add("position", topic.position.to_string());
    typed
}

/// What is saved, as if it had been typed.
pub fn typed_speaker(speaker: &SpeakerInput) -> Typed {
    let mut typed = Typed::default();
    typed.add_text("name", &speaker.name);
    typed.add_text("position", &speaker.position);
    typed.add_text("organisation", &speaker.organisation);
    typed.add_text("about", &speaker.about);
    typed.add("email", speaker.contact.email.as_ref().map_or("", EmailAddress::as_str));
    typed.add("language", speaker.contact.language.map_or("", Lang::code));
    typed.add("version", speaker.seen.map(|seen| seen.to_string()).unwrap_or_default());
    typed
}

/// What the form of a room, topic or speaker shows.
pub struct ThingFormFacts<'a> {
    pub event: &'a Event,
    pub agenda: &'a Agenda,
    pub kind: Kind,
    /// None for a new one.
    pub id: Option<ThingId>,
    pub typed: &'a Typed,
    pub errors: FormErrors,
}

/// The page of the form.
pub fn thing_page<'a>(frame: AdminFrame<'a>, facts: &ThingFormFacts<'_>) -> EditPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(facts.event));
    let list = facts.kind.list_address(&urls);
    let form = form::Form { t, facts };
    let (new, remove) = match facts.kind {
        Kind::Room => (t.admin_room_new(), t.admin_room_remove()),
        Kind::Topic => (t.admin_topic_new(), t.admin_topic_remove()),
        Kind::Speaker => (t.admin_speaker_new(), t.admin_speaker_remove()),
    };
    let name = facts.id.and_then(|id| id.name(facts.agenda)).map(|name| name.get(t.lang).to_owned());
    let seen = Some(facts.typed.one("version")).filter(|seen| !seen.is_empty());
    let seen = seen.map(|seen| ("version", seen.to_owned()));
    let action = facts.id.map_or_else(|| format!("{list}/new"), |id| id.address(&urls));
    EditPage {
        title: name.unwrap_or_else(|| new.into_owned()),
        lead: String::new(),
        back: Link::new(list, facts.kind.list_title(t)),
        hidden: seen.into_iter().collect(),
        errors: facts.errors.clone(),
        warning: None,
        bands: form.bands(),
        save: t.admin_things_save().into_owned(),
        remove: facts.id.map(|_| Link::new(format!("{action}/remove"), remove)),
        action,
        frame,
    }
    .in_order()
}

/// The page that asks before something is removed, or explains why it can't be.
pub fn remove_page<'a>(
    frame: AdminFrame<'a>,
    event: &Event,
    agenda: &Agenda,
    id: ThingId,
) -> ConfirmPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(event));
    let name = id.name(agenda).map(|name| name.get(t.lang).to_owned()).unwrap_or_default();
    let uses = id.uses(agenda);
    let yes = match id.kind() {
        Kind::Room => t.admin_room_remove_yes(),
        Kind::Topic => t.admin_topic_remove_yes(),
        Kind::Speaker => t.admin_speaker_remove_yes(),
    };
    ConfirmPage {
        title: t.admin_things_remove_title(name.as_str()),
        text: if uses == 0 { t.admin_things_free().into_owned() } else { t.admin_things_in_use(uses) },
        action: format!("{}/remove", id.address(&urls)),
        back: Link::new(id.address(&urls), name),
        yes: (uses == 0).then(|| yes.into_owned()),
        no: t.admin_things_remove_no().into_owned(),
        frame,
    }
}

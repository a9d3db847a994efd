//! Rooms, topics and people of a file, found by their names in any language, or made when nobody has them yet. What is
//! made has an identifier that comes from its name, so that one who was renamed here is found again by the next file.

use crate::agenda::{Agenda, RoomInput, SpeakerInput, Tone, TopicInput};
use crate::ids::{EventId, RoomId, SpeakerId, TopicId};
use crate::lang::{Lang, LocalText};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// One kind of them.
struct Kind {
    word: &'static str,
    known: HashMap<String, Uuid>,
    ids: HashSet<Uuid>,
    /// Made, in the order of the file.
    made: Vec<(Uuid, String)>,
}

impl Kind {
    fn new<'a>(word: &'static str, all: impl Iterator<Item = (Uuid, &'a LocalText)>) -> Self {
        let mut kind = Self { word, known: HashMap::new(), ids: HashSet::new(), made: Vec::new() };
        for (id, name) in all {
            kind.ids.insert(id);
            for text in name.0.values().filter(|text| !text.is_empty()) {
                kind.known.entry(key(text)).or_insert(id);
            }
        }
        kind
    }

    fn find(&mut self, event: EventId, name: &str) -> Option<Uuid> {
        let key = key(name);
        if key.is_empty() {
            return None;
        }
        if let Some(id) = self.known.get(&key) {
            return Some(*id);
        }
        let id = Uuid::new_v5(&event.0, format!("{}:{key}", self.word).as_bytes());
        if self.ids.insert(id) {
            let short: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
            self.made.push((id, short.chars().take(super::MAX_TITLE).collect()));
        }
        self.known.insert(key, id);
        Some(id)
    }
}

/// Names are the same whatever their case and the space in them.
fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

pub(super) struct Names<'a> {
    event: EventId,
    lang: Lang,
    draft: &'a Agenda,
    rooms: Kind,
    topics: Kind,
    speakers: Kind,
}

/// What has to be made.
type Created = (Vec<(RoomId, RoomInput)>, Vec<(TopicId, TopicInput)>, Vec<(SpeakerId, SpeakerInput)>);

impl<'a> Names<'a> {
    pub(super) fn new(event: EventId, draft: &'a Agenda, lang: Lang) -> Self {
        Self {
            event,
            lang,
            draft,
            rooms: Kind::new("room", draft.rooms.iter().map(|room| (room.id.0, &room.name))),
            topics: Kind::new("topic", draft.topics.iter().map(|topic| (topic.id.0, &topic.name))),
            speakers: Kind::new("speaker", draft.speakers.iter().map(|one| (one.id.0, &one.name))),
        }
    }

    pub(super) fn knows_room(&self, name: &str) -> bool {
        self.rooms.known.contains_key(&key(name))
    }

    /// Calendars write the building behind the room: "Hall A, Palace of Nations".
    pub(super) fn room(&mut self, name: &str) -> Option<RoomId> {
        let front = name.split(',').next().filter(|front| self.knows_room(front));
        let name = if self.knows_room(name) { name } else { front.unwrap_or(name) };
        self.rooms.find(self.event, name).map(RoomId)
    }

    pub(super) fn topic(&mut self, name: &str) -> Option<TopicId> {
        self.topics.find(self.event, name).map(TopicId)
    }

    pub(super) fn speaker(&mut self, name: &str) -> Option<SpeakerId> {
        self.speakers.find(self.event, name).map(SpeakerId)
    }

    pub(super) fn created(self) -> Created {
        let text = |name: &str| LocalText::default().with(self.lang, name);
        let last = |positions: &mut dyn Iterator<Item = i32>| positions.max().unwrap_or(0);
        let after = last(&mut self.draft.rooms.iter().map(|room| room.position));
        let rooms = self.rooms.made.iter().zip(after.saturating_add(1)..).map(|((id, name), position)| {
            (RoomId(*id), RoomInput { name: text(name), position, ..RoomInput::default() })
        });
        let after = last(&mut self.draft.topics.iter().map(|topic| topic.position));
        let tones = Tone::ALL.iter().copied().cycle();
        let topics = self.topics.made.iter().zip(after.saturating_add(1)..).zip(tones);
        let topics = topics.map(|(((id, name), position), tone)| {
            (TopicId(*id), TopicInput { name: text(name), tone, position, ..TopicInput::default() })
        });
        let speakers = self.speakers.made.iter();
        let speakers = speakers
            .map(|(id, name)| (SpeakerId(*id), SpeakerInput { name: text(name), ..SpeakerInput::default() }));
        (rooms.collect(), topics.collect(), speakers.collect())
    }
}

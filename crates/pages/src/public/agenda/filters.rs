//! The form above the agenda, and what is chosen in it with a way to take each off.

use super::query::AgendaQuery;
use crate::forms::Choice;
use crate::frame::EventFrame;
use crate::texts::T;
use crate::texts::dates;
use crate::texts::zones::ZoneOption;
use crate::urls::short_key;
use jiff::civil::{Date, time};
use plenary_domain::agenda::{Agenda, Session};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Something that is chosen, and the address without it.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub label: String,
    pub off: String,
}

/// A list in the form.
#[derive(Debug, Clone)]
pub struct FilterList {
    pub name: &'static str,
    pub label: Cow<'static, str>,
    pub all: Cow<'static, str>,
    pub options: Vec<Choice>,
}

/// The form; everything in it is in the address.
#[derive(Debug, Clone)]
pub struct Filters {
    pub action: String,
    pub words: String,
    /// Tone and topic.
    pub topics: Vec<(&'static str, Choice)>,
    /// Of each a reader chooses one.
    pub lists: Vec<FilterList>,
    pub person: Option<String>,
    pub zone: Option<String>,
    pub chosen: Vec<Chosen>,
    pub clear: String,
    /// One of the lists is in use.
    pub open: bool,
}

impl Filters {
    pub fn new(t: T, head: &EventFrame<'_>, agenda: &Agenda, query: &AgendaQuery) -> Self {
        let whole = head.urls.agenda();
        let used = |has: &dyn Fn(&Session) -> bool| agenda.sessions.iter().any(has);
        let topics = agenda.topics.iter().filter(|topic| used(&|s| s.topics.contains(&topic.id)));
        let topics = topics.map(|topic| {
            let key = short_key(topic.id);
            let on = query.topics.contains(&key);
            (topic.tone.code(), Choice::new(key, topic.name.get(t.lang), on))
        });
        Self {
            topics: topics.collect(),
            lists: lists(t, agenda, query),
            chosen: chosen(t, &whole, agenda, query),
            clear: query.only_zone().on(&whole),
            action: whole,
            words: query.words.clone(),
            person: query.person.clone(),
            zone: query.zone.clone(),
            open: query.room.is_some() || query.kind.is_some() || query.language.is_some(),
        }
    }
}

/// A language by its name, or by its code where we have none.
pub(in crate::public) fn language(t: T, code: &str) -> String {
    match t.language_name(code) {
        "" => code.to_uppercase(),
        name => name.to_owned(),
    }
}

/// Only what can be found: rooms, kinds and languages that some session has.
fn lists(t: T, agenda: &Agenda, query: &AgendaQuery) -> Vec<FilterList> {
    let sessions = || agenda.sessions.iter().filter(|session| !session.kind.is_pause());
    let rooms = agenda.rooms.iter().filter(|room| sessions().any(|s| s.room == Some(room.id)));
    let rooms = rooms.map(|room| {
        let key = short_key(room.id);
        let on = query.room.as_ref() == Some(&key);
        Choice::new(key, room.name.get(t.lang), on)
    });
    let kinds: BTreeSet<_> = sessions().map(|session| session.kind).collect();
    let kinds = kinds
        .into_iter()
        .map(|kind| Choice::new(kind.code(), t.session_kind(kind), query.kind == Some(kind)));
    let codes: BTreeSet<_> = sessions()
        .flat_map(|session| session.floor_languages.iter().chain(&session.interpretation))
        .collect();
    let codes = codes.into_iter().map(|code| {
        Choice::new(code.to_lowercase(), language(t, code), query.language.as_deref() == Some(code.as_str()))
    });
    let mut lists = vec![
        FilterList {
            name: "room",
            label: t.filter_room(),
            all: t.filter_room_all(),
            options: rooms.collect(),
        },
        FilterList {
            name: "kind",
            label: t.filter_kind(),
            all: t.filter_kind_all(),
            options: kinds.collect(),
        },
        FilterList {
            name: "language",
            label: t.filter_language(),
            all: t.filter_language_all(),
            options: codes.collect(),
        },
    ];
    lists.retain(|list| list.options.len() > 1 || list.options.iter().any(|option| option.on));
    lists
}

fn chosen(t: T, whole: &str, agenda: &Agenda, query: &AgendaQuery) -> Vec<Chosen> {
    let mut all = Vec::new();
    let mut add = |label: String, without: AgendaQuery| all.push(Chosen { label, off: without.on(whole) });
    let without = |change: &dyn Fn(&mut AgendaQuery)| {
        let mut other = query.clone();
        change(&mut other);
        other
    };
    if !query.words.is_empty() {
        add(t.filter_words(query.words.as_str()), without(&|q| q.words.clear()));
    }
    for topic in agenda.topics.iter().filter(|topic| query.topics.contains(&short_key(topic.id))) {
        let key = short_key(topic.id);
        add(topic.name.get(t.lang).to_owned(), without(&|q| q.topics.retain(|other| *other != key)));
    }
    for room in agenda.rooms.iter().filter(|room| query.room == Some(short_key(room.id))) {
        add(room.name.get(t.lang).to_owned(), without(&|q| q.room = None));
    }
    if let Some(kind) = query.kind {
        add(t.session_kind(kind).into_owned(), without(&|q| q.kind = None));
    }
    if let Some(code) = &query.language {
        add(language(t, code), without(&|q| q.language = None));
    }
    for speaker in agenda.speakers.iter().filter(|speaker| query.person == Some(short_key(speaker.id))) {
        add(speaker.name.get(t.lang).to_owned(), without(&|q| q.person = None));
    }
    all
}

/// The form that changes the zone and nothing else.
#[derive(Debug, Clone)]
pub struct ZoneForm {
    pub action: String,
    /// What else is asked for.
    pub hidden: Vec<(&'static str, String)>,
    pub zones: Vec<ZoneOption>,
}

impl ZoneForm {
    pub fn new(t: T, head: &EventFrame<'_>, action: String, query: &AgendaQuery, day: Date) -> Self {
        let at = dates::moment_of(day, time(12, 0, 0, 0), &head.event.zone());
        let mut hidden = Vec::new();
        let words = Some(&query.words).filter(|words| !words.is_empty());
        hidden.extend(words.map(|words| ("q", words.clone())));
        hidden.extend(query.topics.iter().map(|key| ("topic", key.clone())));
        hidden.extend(query.room.iter().map(|key| ("room", key.clone())));
        hidden.extend(query.kind.iter().map(|kind| ("kind", kind.code().to_owned())));
        hidden.extend(query.language.iter().map(|code| ("language", code.clone())));
        hidden.extend(query.person.iter().map(|key| ("person", key.clone())));
        Self { action, hidden, zones: t.zones(&head.event.time_zone, query.zone.as_deref(), at) }
    }
}

//! What an address of the agenda asks for: filters, words to look for and a zone. It lives in the address, so that
//! what somebody has found can be sent on, and in one spelling, so that it is kept once.

use crate::urls::{encoded, short_key};
use plenary_domain::agenda::{Agenda, AgendaFilter, Session, SessionKind};
use plenary_domain::ids::SessionId;
use std::collections::BTreeSet;

/// The longest words that are looked for, in characters.
const LONGEST_SEARCH: usize = 100;
/// More topics at once are no filter.
const MOST_TOPICS: usize = 20;

/// As an address says it. Keys of topics, rooms and people are the ends of their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgendaQuery {
    pub words: String,
    pub topics: Vec<String>,
    pub room: Option<String>,
    pub kind: Option<SessionKind>,
    pub language: Option<String>,
    pub person: Option<String>,
    pub zone: Option<String>,
}

impl AgendaQuery {
    /// Takes what it knows and leaves out the rest.
    pub fn parse<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            query.take(name.as_ref(), value.as_ref().trim());
        }
        query.topics.sort_unstable();
        query.topics.dedup();
        query
    }

    fn take(&mut self, name: &str, value: &str) {
        let key = || Some(value.to_owned()).filter(|key| is_key(key));
        match name {
            "q" => self.words = value.chars().take(LONGEST_SEARCH).collect(),
            "topic" if self.topics.len() < MOST_TOPICS => self.topics.extend(key()),
            "room" => self.room = key(),
            "kind" => self.kind = SessionKind::parse(value),
            "language" => self.language = Some(value.to_lowercase()).filter(|code| is_language(code)),
            "person" => self.person = key(),
            "zone" => self.zone = crate::texts::zones::zone(value).map(|_| value.to_owned()),
            _ => {}
        }
    }

    /// Without its `?`; empty when nothing is asked for.
    pub fn to_query(&self) -> String {
        let word = |name: &'static str, value: &str| format!("{name}={}", encoded(value));
        let mut parts = Vec::new();
        if !self.words.is_empty() {
            parts.push(word("q", &self.words));
        }
        parts.extend(self.topics.iter().map(|key| word("topic", key)));
        parts.extend(self.room.iter().map(|key| word("room", key)));
        parts.extend(self.kind.iter().map(|kind| word("kind", kind.code())));
        parts.extend(self.language.iter().map(|code| word("language", code)));
        parts.extend(self.person.iter().map(|key| word("person", key)));
        parts.extend(self.zone.iter().map(|zone| word("zone", zone)));
        parts.join("&")
    }

    /// An address with this query.
    pub fn on(&self, address: &str) -> String {
        match self.to_query() {
            query if query.is_empty() => address.to_owned(),
            query => format!("{address}?{query}"),
        }
    }

    /// Only the zone, or nothing: what stays when filters are taken off.
    #[must_use]
    pub fn only_zone(&self) -> Self {
        Self { zone: self.zone.clone(), ..Self::default() }
    }

    /// Fewer sessions than there are.
    pub fn narrows(&self) -> bool {
        *self != self.only_zone()
    }

    fn filter(&self, agenda: &Agenda) -> AgendaFilter {
        let is = |key: &String, id: &dyn std::fmt::Display| *key == short_key(id);
        let rooms = agenda.rooms.iter().map(|room| room.id);
        let topics = agenda.topics.iter().map(|topic| topic.id);
        let people = agenda.speakers.iter().map(|speaker| speaker.id);
        AgendaFilter {
            topics: topics.filter(|id| self.topics.iter().any(|key| is(key, id))).collect(),
            rooms: rooms.filter(|id| self.room.iter().any(|key| is(key, id))).collect(),
            kinds: self.kind.into_iter().collect(),
            languages: self.language.clone().into_iter().collect(),
            speakers: people.filter(|id| self.person.iter().any(|key| is(key, id))).collect(),
        }
    }
}

fn is_key(key: &str) -> bool {
    key.len() == 12 && key.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn is_language(code: &str) -> bool {
    (2..=12).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Which sessions of an agenda an address shows.
#[derive(Debug, Clone, Default)]
pub struct Picked {
    filter: AgendaFilter,
    /// Those that the words are found in; `None`: there are no words.
    found: Option<BTreeSet<SessionId>>,
    narrows: bool,
}

impl Picked {
    pub fn new(query: &AgendaQuery, agenda: &Agenda, found: Option<BTreeSet<SessionId>>) -> Self {
        Self { filter: query.filter(agenda), found, narrows: query.narrows() }
    }

    pub fn takes(&self, session: &Session) -> bool {
        let found = self.found.as_ref().is_none_or(|found| found.contains(&session.id));
        // Pauses are shown between sessions, not among those that somebody looks for.
        let counts = !self.narrows || self.found.is_some() || !session.kind.is_pause();
        let pause = self.filter.kinds.contains(&session.kind);
        found && (counts || pause) && self.filter.takes(session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling_whatever_is_in_it() {
        let pairs = [
            ("zone", "Asia/Bishkek"),
            ("utm", "x"),
            ("topic", "bbbbbbbbbbbb"),
            ("topic", "aaaaaaaaaaaa"),
            ("topic", "bbbbbbbbbbbb"),
            ("topic", "no key"),
            ("room", ""),
            ("kind", "panel"),
            ("language", "RU"),
            ("q", "  право & war "),
        ];
        let query = AgendaQuery::parse(pairs);
        let text = query.to_query();
        assert_eq!(
            text,
            "q=%D0%BF%D1%80%D0%B0%D0%B2%D0%BE%20%26%20war&topic=aaaaaaaaaaaa&topic=bbbbbbbbbbbb&kind=panel\
             &language=ru&zone=Asia%2FBishkek"
        );
        assert!(query.narrows() && !query.only_zone().narrows());
        assert_eq!(query.only_zone().on("/a"), "/a?zone=Asia%2FBishkek");
        let nothing = AgendaQuery::parse([("kind", "none"), ("zone", "Nowhere"), ("q", " ")]);
        assert_eq!((nothing.on("/a"), nothing.narrows()), ("/a".to_owned(), false));
        assert_eq!(AgendaQuery::parse([("q", "я".repeat(999))]).words.chars().count(), LONGEST_SEARCH);
    }
}

//! Which sessions somebody looks for: by what they are, and by words in any script.

use super::{Agenda, Session, SessionKind};
use crate::ids::{RoomId, SessionId, SpeakerId, TopicId};
use crate::lang::{Lang, LocalText};
use crate::names::{search_keys, search_terms};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a session has to be: one of each list that is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgendaFilter {
    pub topics: Vec<TopicId>,
    pub rooms: Vec<RoomId>,
    pub kinds: Vec<SessionKind>,
    /// Codes of languages that are spoken, or that one can listen to.
    pub languages: Vec<String>,
    pub speakers: Vec<SpeakerId>,
}

impl AgendaFilter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn takes(&self, session: &Session) -> bool {
        fn one_of<T: PartialEq>(wanted: &[T], has: impl IntoIterator<Item = T>) -> bool {
            wanted.is_empty() || has.into_iter().any(|one| wanted.contains(&one))
        }
        one_of(&self.topics, session.topics.iter().copied())
            && one_of(&self.rooms, session.room)
            && one_of(&self.kinds, [session.kind])
            && one_of(&self.languages, session.floor_languages.iter().chain(&session.interpretation).cloned())
            && one_of(&self.speakers, session.speakers.iter().map(|person| person.speaker))
    }
}

/// The words of an agenda, each with the sessions where it stands: made once for a release, which never changes.
#[derive(Debug, Clone, Default)]
pub struct AgendaIndex {
    keys: BTreeMap<String, BTreeSet<SessionId>>,
}

impl AgendaIndex {
    /// Titles, texts, rooms, topics and people in every language. Of a closed session nothing but its title.
    pub fn of(agenda: &Agenda) -> Self {
        let (mut index, mut known) = (Self::default(), HashMap::new());
        for session in &agenda.sessions {
            for text in texts(agenda, session) {
                let texts = Lang::ALL.into_iter().filter_map(|lang| text.exact(lang));
                for word in texts.flat_map(str::split_whitespace) {
                    let keys = known.entry(word).or_insert_with(|| search_keys(word));
                    for key in keys {
                        index.add(key, session.id);
                    }
                }
            }
        }
        index
    }

    fn add(&mut self, key: &str, session: SessionId) {
        match self.keys.get_mut(key) {
            Some(sessions) => {
                sessions.insert(session);
            }
            None => {
                self.keys.insert(key.to_owned(), BTreeSet::from([session]));
            }
        }
    }

    /// Sessions in which every word is found, each by its beginning.
    pub fn find(&self, words: &str) -> BTreeSet<SessionId> {
        let found = search_terms(words).into_iter().map(|spellings| {
            spellings.iter().flat_map(|key| self.beginning_with(key)).copied().collect::<BTreeSet<_>>()
        });
        found.reduce(|all, more| &all & &more).unwrap_or_default()
    }

    fn beginning_with<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a SessionId> {
        let keys = self.keys.range::<str, _>((std::ops::Bound::Included(start), std::ops::Bound::Unbounded));
        keys.take_while(move |(key, _)| key.starts_with(start)).flat_map(|(_, sessions)| sessions)
    }
}

fn texts<'a>(agenda: &'a Agenda, session: &'a Session) -> Vec<&'a LocalText> {
    let mut texts = vec![&session.title];
    if session.is_closed() {
        return texts;
    }
    texts.extend([&session.summary, &session.description, &session.place]);
    texts.extend(session.room.and_then(|id| agenda.room(id)).map(|room| &room.name));
    texts.extend(session.topics.iter().filter_map(|id| agenda.topic(*id)).map(|topic| &topic.name));
    let people = session.speakers.iter().filter_map(|person| agenda.speaker(person.speaker));
    texts.extend(people.flat_map(|speaker| [&speaker.name, &speaker.position, &speaker.organisation]));
    texts
}

#[cfg(test)]
mod tests {
    use super::super::{Openness, Room, SessionSpeaker, Speaker, SpeakerRole};
    use super::*;
    use uuid::Uuid;

    fn id<T: From<Uuid>>(n: u128) -> T {
        T::from(Uuid::from_u128(n))
    }

    fn text(en: &str, kk: &str) -> LocalText {
        LocalText::default().with(Lang::En, en).with(Lang::Kk, kk)
    }

    fn session(n: u128, title: LocalText) -> Session {
        let mut session = super::super::release::tests::session(n);
        session.title = title;
        session
    }

    fn agenda() -> Agenda {
        let mut law = session(1, text("Law in armed conflict", "Қарулы қақтығыс құқығы"));
        law.speakers = vec![SessionSpeaker::new(id(7), SpeakerRole::Keynote)];
        law.topics = vec![id(4)];
        let mut cafe = session(2, text("Café of ideas", "Ойлар кафесі"));
        cafe.summary = text("Résumé of the first day", "");
        cafe.room = Some(id(5));
        cafe.interpretation = vec!["ru".to_owned()];
        let mut closed = session(3, text("Heads of delegation", ""));
        closed.openness = Openness::Closed;
        closed.summary = text("Nobody knows", "");
        Agenda {
            sessions: vec![law, cafe, closed],
            speakers: vec![Speaker {
                name: text("Aigerim Tulegenova", "Әйгерім Төлегенова"),
                organisation: text("Ministry of Justice", ""),
                ..Speaker::new(id(7))
            }],
            rooms: vec![Room::new(id(5), text("Medeu", "Медеу"))],
            ..Agenda::default()
        }
    }

    #[test]
    fn words_are_found_whatever_their_script_case_and_marks() {
        let index = AgendaIndex::of(&agenda());
        let found = |words: &str| -> Vec<u128> {
            index.find(words).into_iter().map(|found: SessionId| found.0.as_u128()).collect()
        };
        for (words, wanted) in [
            ("LAW", &[1][..]),
            ("conf", &[1]),
            ("қақтығыс", &[1]),
            ("какты", &[1]),
            ("Тулегенова", &[1]),
            ("tolegen", &[1]),
            ("justice law", &[1]),
            ("justice cafe", &[]),
            ("CAFÉ", &[2]),
            ("cafe", &[2]),
            ("resume", &[2]),
            ("медеу", &[2]),
            ("medeu", &[2]),
            ("heads", &[3]),
            ("nobody", &[]),
            ("", &[]),
            ("?!", &[]),
        ] {
            assert_eq!(found(words), wanted, "{words}");
        }
    }

    #[test]
    fn a_session_is_one_of_each_list() {
        let agenda = agenda();
        let found = |filter: AgendaFilter| -> Vec<u128> {
            let taken = agenda.sessions.iter().filter(|session| filter.takes(session));
            taken.map(|session| session.id.0.as_u128()).collect()
        };
        let all = AgendaFilter::default();
        assert!(all.is_empty());
        assert_eq!(found(all), [1, 2, 3]);
        let topic = AgendaFilter { topics: vec![id(4), id(9)], ..AgendaFilter::default() };
        assert_eq!(found(topic.clone()), [1]);
        assert_eq!(found(AgendaFilter { rooms: vec![id(5)], ..AgendaFilter::default() }), [2]);
        assert_eq!(found(AgendaFilter { rooms: vec![id(5)], ..topic }), Vec::<u128>::new());
        let russian = vec!["ru".to_owned(), "en".to_owned()];
        assert_eq!(found(AgendaFilter { languages: russian, ..AgendaFilter::default() }), [2]);
        assert_eq!(found(AgendaFilter { speakers: vec![id(7)], ..AgendaFilter::default() }), [1]);
        let kinds = vec![SessionKind::Workshop];
        assert_eq!(found(AgendaFilter { kinds, ..AgendaFilter::default() }), Vec::<u128>::new());
    }
}

//! What has changed in somebody's own sessions: each with how it is now, and how it was.

use super::sessions::SessionLine;
use super::{LetterPageFacts, NewsFacts, typed};
use crate::texts::dates;
use plenary_domain::agenda::{Agenda, Change, ChangeKind, Session, Slot, SlotFacts};

pub(super) fn lines(facts: &LetterPageFacts<'_>, news: &NewsFacts<'_>) -> Vec<SessionLine> {
    let mut lines: Vec<(SessionKey, SessionLine)> = Vec::new();
    for change in news.changes {
        let Some(session) = session(facts, news, change) else { continue };
        let said = said(facts, news, change, session);
        let key = (session.slot.map(|slot| slot.starts()), session.number);
        // A session may have moved and have other speakers: one paragraph for both.
        match lines.iter_mut().find(|(known, _)| *known == key) {
            Some((_, line)) => line.seat = format!("{} {said}", line.seat),
            None => lines.push((key, line(facts, session, said))),
        }
    }
    lines.sort_by_key(|(key, _)| *key);
    lines.into_iter().map(|(_, line)| line).collect()
}

type SessionKey = (Option<jiff::civil::DateTime>, i32);

/// As it is now; one that is gone as it was.
fn session<'a>(facts: &LetterPageFacts<'a>, news: &NewsFacts<'a>, change: &Change) -> Option<&'a Session> {
    let now = facts.agenda.and_then(|agenda| agenda.session(change.session));
    now.or_else(|| news.before.and_then(|agenda| agenda.session(change.session)))
}

fn line(facts: &LetterPageFacts<'_>, session: &Session, said: String) -> SessionLine {
    let t = facts.t;
    let room = session.room.and_then(|id| facts.agenda?.room(id)).map(|room| room.name.get(t.lang));
    SessionLine {
        when: session.slot.map_or_else(String::new, |slot| when(facts, slot)),
        title: typed::one_line(session.title.get(t.lang)),
        lang: session.title.lang_of(t.lang).code(),
        place: typed::one_line(room.unwrap_or_else(|| session.place.get(t.lang))),
        seat: said,
    }
}

/// In the zone of the event, with its offset.
fn when(facts: &LetterPageFacts<'_>, slot: Slot) -> String {
    let zone = facts.event.zone();
    let (start, end) = dates::hours(&slot);
    let offset = dates::offset(dates::moment_of(slot.day, slot.start, &zone), &zone);
    format!("{}, {start}–{end} ({offset})", facts.t.date_full(slot.day))
}

fn said(facts: &LetterPageFacts<'_>, news: &NewsFacts<'_>, change: &Change, session: &Session) -> String {
    let t = facts.t;
    match &change.kind {
        ChangeKind::New => t.letter_news_new().into_owned(),
        ChangeKind::Cancelled => t.letter_news_cancelled().into_owned(),
        ChangeKind::Restored => t.letter_news_restored().into_owned(),
        ChangeKind::Moved { from, .. } => t.letter_news_moved(was(facts, news.before, from, session)),
        ChangeKind::Roles => t.letter_news_roles().into_owned(),
        ChangeKind::Items | ChangeKind::Text => t.letter_news_text().into_owned(),
    }
}

/// When and where it was.
fn was(facts: &LetterPageFacts<'_>, before: Option<&Agenda>, from: &SlotFacts, session: &Session) -> String {
    let t = facts.t;
    let place = before.and_then(|agenda| {
        let room = from.room.and_then(|id| agenda.room(id)).map(|room| room.name.get(t.lang));
        room.or_else(|| agenda.session(session.id).map(|old| old.place.get(t.lang)))
    });
    let parts = [from.slot.map(|slot| when(facts, slot)), place.map(typed::one_line)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

//! Who is told of a release, when, and of what.

use super::{Agenda, Change, Session, changes};
use crate::event::Event;
use crate::ids::{SessionId, SpeakerId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

/// Letters about a release wait for so long: whatever is released meanwhile goes into the same letter.
pub const HELD: SignedDuration = SignedDuration::from_mins(30);

/// When a letter about a release leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeTime {
    pub due: Timestamp,
    /// On a day of the event nothing is held back, and the letter says so.
    pub at_once: bool,
}

pub fn notice_time(event: &Event, now: Timestamp) -> NoticeTime {
    let today = now.to_zoned_datetime(event.zone()).date();
    let at_once = event.starts_on <= today && today <= event.ends_on;
    let due = if at_once { now } else { now.checked_add(HELD).unwrap_or(now) };
    NoticeTime { due, at_once }
}

/// Sessions whose changes people are told of.
pub fn told_sessions(changes: &[Change]) -> BTreeSet<SessionId> {
    changes.iter().filter(|change| change.kind.is_told()).map(|change| change.session).collect()
}

/// Everybody who is or was announced in one of these sessions: about their own slots speakers are always told.
pub fn told_speakers(sessions: &BTreeSet<SessionId>, agendas: [Option<&Agenda>; 2]) -> BTreeSet<SpeakerId> {
    let all = agendas.into_iter().flatten().flat_map(|agenda| &agenda.sessions);
    let theirs = all.filter(|session| session.slot.is_some() && sessions.contains(&session.id));
    let people = theirs.flat_map(|session| &session.speakers).filter(|person| person.is_public());
    people.map(|person| person.speaker).collect()
}

/// What one person is told: changes of the sessions that are or were theirs.
pub fn changes_for(before: Option<&Agenda>, now: &Agenda, mine: &dyn Fn(&Session) -> bool) -> Vec<Change> {
    let all =
        before.into_iter().chain([now]).flat_map(|agenda| agenda.sessions.iter().chain(&agenda.removed));
    let own: BTreeSet<SessionId> = all.filter(|session| mine(session)).map(|session| session.id).collect();
    let mut found = changes(before, now);
    found.retain(|change| change.kind.is_told() && own.contains(&change.session));
    found
}

#[cfg(test)]
mod tests {
    use super::super::conflicts::samples::{DAY, agenda, session};
    use super::super::{ChangeKind, SessionSpeaker, SpeakerRole};
    use super::*;
    use jiff::civil::Date;
    use uuid::Uuid;

    fn event(starts_on: Date) -> Event {
        Event { ends_on: starts_on, ..crate::event::samples::event(starts_on) }
    }

    #[test]
    fn on_a_day_of_the_event_letters_leave_at_once_and_otherwise_in_half_an_hour() {
        let event = event(DAY);
        let at = |text: &str| notice_time(&event, text.parse().unwrap());
        // Midnight in Almaty is 19:00 UTC of the day before.
        let early = at("2027-05-30T18:59:00Z");
        assert_eq!((early.at_once, early.due.to_string().as_str()), (false, "2027-05-30T19:29:00Z"));
        let today = at("2027-05-30T19:00:00Z");
        assert_eq!((today.at_once, today.due.to_string().as_str()), (true, "2027-05-30T19:00:00Z"));
        assert!(at("2027-05-31T18:59:00Z").at_once);
        assert!(!at("2027-05-31T19:00:00Z").at_once);
    }

    #[test]
    fn everybody_is_told_of_their_own_sessions_only_and_not_of_words() {
        let before = agenda(vec![session(1, 10, 60, Some(100)), session(2, 12, 60, Some(100))]);
        let mut now = before.clone();
        now.sessions[0].room = None;
        now.sessions[1].seats = Some(3);
        let kinds = |n: u128| {
            let mine = move |session: &Session| session.id == Uuid::from_u128(n).into();
            changes_for(Some(&before), &now, &mine).into_iter().map(|c| c.kind).collect::<Vec<_>>()
        };
        assert!(matches!(kinds(1)[..], [ChangeKind::Moved { .. }]));
        assert_eq!(kinds(2), [], "only its words have changed");
        assert_eq!(changes_for(Some(&now), &now, &|_| true), []);
        assert_eq!(told_sessions(&changes(Some(&before), &now)).len(), 1);
    }

    #[test]
    fn who_was_taken_off_a_session_is_told_as_well() {
        let mut before = agenda(vec![session(1, 10, 60, Some(100))]);
        let person = |n: u128| SessionSpeaker::new(Uuid::from_u128(n).into(), SpeakerRole::Panellist);
        before.sessions[0].speakers = vec![person(1)];
        let mut now = before.clone();
        now.sessions[0].speakers = vec![person(2)];
        let sessions = told_sessions(&changes(Some(&before), &now));
        let told = told_speakers(&sessions, [Some(&before), Some(&now)]);
        assert_eq!(told.len(), 2);
        assert_eq!(told_speakers(&BTreeSet::new(), [Some(&before), Some(&now)]).len(), 0);
    }
}

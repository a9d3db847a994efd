//! Who sits on a panel, as far as the people themselves have said. Where anybody has not, nothing is concluded: a gender
//! is never guessed, and neither is the balance of a panel.

use super::people::present;
use super::{ConflictKind, List};
use crate::agenda::{Gender, Session, SessionSpeaker, SpeakerRole};
use crate::ids::SpeakerId;
use std::collections::{BTreeSet, HashMap};

pub(super) fn check(session: &Session, genders: &HashMap<SpeakerId, Gender>, list: &mut List<'_>) {
    let seated: Vec<&SessionSpeaker> = present(session).filter(|person| person.role.is_public()).collect();
    if !session.kind.needs_a_chair() || seated.len() < 2 {
        return;
    }
    let known = |person: &&SessionSpeaker| genders.get(&person.speaker).map(|gender| (*gender, person.role));
    let Some(people) = seated.iter().map(known).collect::<Option<Vec<_>>>() else { return };
    let all: BTreeSet<Gender> = people.iter().map(|(gender, _)| *gender).collect();
    if all.len() == 1 {
        list.add(ConflictKind::OneGender, session, None);
        return;
    }
    let speaks = |(_, role): &&(Gender, SpeakerRole)| *role != SpeakerRole::Moderator;
    let speaking: BTreeSet<Gender> = people.iter().filter(speaks).map(|(gender, _)| *gender).collect();
    if !speaking.is_empty() && speaking != all {
        list.add(ConflictKind::ModeratorOnly, session, None);
    }
}

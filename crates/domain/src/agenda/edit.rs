//! Changes in the timetable: what each of them does to a draft. The editor asks what a change would lead to before it is
//! saved, and the store does it; both go through here.

use super::{Agenda, EditRefused, Session, SessionInput, Slot};
use crate::ids::{RoomId, SessionId};

/// Minutes that a part of a session has at the least.
pub const SHORTEST: i32 = 5;
/// Minutes that a session has at the most.
pub const LONGEST: i32 = 24 * 60;

/// What an organiser does in the timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// To another time, length or room; without a time it is taken out.
    Move { session: SessionId, slot: Option<Slot>, room: Option<RoomId> },
    /// Each begins when and where the other did; both stay as long as they are.
    Swap { session: SessionId, with: SessionId },
    /// Once more, without a time yet and without those who signed up.
    Copy { session: SessionId },
    /// In two: the second part begins so many minutes after the first, in the same room.
    Split { session: SessionId, minutes: i32 },
}

/// When and where a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub session: SessionId,
    pub slot: Option<Slot>,
    pub room: Option<RoomId>,
}

/// What an edit comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Sessions with their new time and room.
    pub spots: Vec<Spot>,
    /// A session that has to be made.
    pub made: Option<SessionInput>,
}

impl Edit {
    /// The session that the organiser had in hand.
    pub const fn session(&self) -> SessionId {
        match self {
            Self::Move { session, .. }
            | Self::Swap { session, .. }
            | Self::Copy { session }
            | Self::Split { session, .. } => *session,
        }
    }

    /// Every session that has to be as it was when the organiser looked at it.
    pub fn touches(&self) -> Vec<SessionId> {
        match self {
            Self::Swap { session, with } => vec![*session, *with],
            other => vec![other.session()],
        }
    }

    /// The word by which it is kept and told.
    pub fn code(&self, before: Option<Slot>) -> &'static str {
        match self {
            Self::Move { slot: None, .. } => "take_out",
            Self::Move { .. } if before.is_none() => "put_in",
            Self::Move { .. } => "move",
            Self::Swap { .. } => "swap",
            Self::Copy { .. } => "copy",
            Self::Split { .. } => "split",
        }
    }

    /// What it would change in a draft.
    ///
    /// # Errors
    /// [`EditRefused::Gone`] when a session is not there, [`EditRefused::CannotBeSplit`] when there is not enough to split.
    pub fn outcome(&self, agenda: &Agenda) -> Result<Outcome, EditRefused> {
        let find = |id| agenda.session(id).ok_or(EditRefused::Gone);
        match *self {
            Self::Move { session, slot, room } => {
                find(session)?;
                Ok(Outcome { spots: vec![Spot { session, slot, room }], made: None })
            }
            Self::Swap { session, with } => {
                Ok(Outcome { spots: swapped(find(session)?, find(with)?), made: None })
            }
            Self::Copy { session } => {
                let input = SessionInput { slot: None, ..again(find(session)?) };
                Ok(Outcome { spots: Vec::new(), made: Some(input) })
            }
            Self::Split { session, minutes } => split(find(session)?, minutes),
        }
    }
}

/// The same once more: what another program calls it stays with the first.
fn again(session: &Session) -> SessionInput {
    SessionInput { external_id: None, ..SessionInput::from(session) }
}

fn swapped(one: &Session, other: &Session) -> Vec<Spot> {
    // A length belongs to what is said, not to when it is said.
    let there = |session: &Session, place: &Session| Spot {
        session: session.id,
        slot: place
            .slot
            .map(|slot| Slot { minutes: session.slot.map_or(slot.minutes, |own| own.minutes), ..slot }),
        room: place.room,
    };
    vec![there(one, other), there(other, one)]
}

fn split(session: &Session, minutes: i32) -> Result<Outcome, EditRefused> {
    let slot = session.slot.ok_or(EditRefused::CannotBeSplit)?;
    let rest = slot.minutes - minutes;
    let begins = Slot { minutes, ..slot }.ends();
    // The second part would belong to the next day, which may be none of the event.
    if minutes < SHORTEST || rest < SHORTEST || begins.date() != slot.day {
        return Err(EditRefused::CannotBeSplit);
    }
    let first = Spot { session: session.id, slot: Some(Slot { minutes, ..slot }), room: session.room };
    let second = Slot { start: begins.time(), minutes: rest, ..slot };
    let made = SessionInput { slot: Some(second), ..again(session) };
    Ok(Outcome { spots: vec![first], made: Some(made) })
}

impl Outcome {
    /// The draft as it would be; `new` stands for the session that is made.
    pub fn put_into(&self, agenda: &mut Agenda, new: SessionId) {
        for spot in &self.spots {
            if let Some(session) = agenda.sessions.iter_mut().find(|session| session.id == spot.session) {
                (session.slot, session.room) = (spot.slot, spot.room);
            }
        }
        let Some(made) = &self.made else { return };
        let of = self.spots.first().map(|spot| spot.session);
        if let Some(like) = of.and_then(|id| agenda.session(id)).cloned() {
            agenda.sessions.push(Session { id: new, slot: made.slot, room: made.room, ..like });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::conflicts::samples::{agenda, session};
    use super::*;
    use jiff::civil::time;
    use uuid::Uuid;

    fn id(n: u128) -> SessionId {
        Uuid::from_u128(n).into()
    }

    #[test]
    fn a_swap_exchanges_times_and_rooms_and_leaves_lengths_alone() {
        let plan = agenda(vec![session(1, 10, 60, Some(100)), session(2, 14, 30, Some(101))]);
        let outcome = Edit::Swap { session: id(1), with: id(2) }.outcome(&plan).unwrap();
        let told: Vec<_> =
            outcome.spots.iter().map(|s| (s.session, s.slot.map(|t| (t.start, t.minutes)))).collect();
        assert_eq!(told, [(id(1), Some((time(14, 0, 0, 0), 60))), (id(2), Some((time(10, 0, 0, 0), 30)))]);
        assert_eq!(outcome.spots[0].room, plan.sessions[1].room);
        let mut waiting = plan.clone();
        waiting.sessions[1].slot = None;
        let outcome = Edit::Swap { session: id(1), with: id(2) }.outcome(&waiting).unwrap();
        assert_eq!(outcome.spots[0].slot, None);
        assert_eq!(outcome.spots[1].slot.map(|slot| slot.minutes), Some(60), "as long as what was there");
    }

    #[test]
    fn a_split_makes_two_that_follow_each_other() {
        let plan = agenda(vec![session(1, 10, 90, Some(100))]);
        let outcome = Edit::Split { session: id(1), minutes: 60 }.outcome(&plan).unwrap();
        let mut after = plan.clone();
        outcome.put_into(&mut after, id(9));
        let slots: Vec<_> =
            after.sessions.iter().filter_map(|s| s.slot).map(|s| (s.start, s.minutes)).collect();
        assert_eq!(slots, [(time(10, 0, 0, 0), 60), (time(11, 0, 0, 0), 30)]);
        for minutes in [0, 4, 86, 90, 200] {
            let refused = Edit::Split { session: id(1), minutes }.outcome(&plan);
            assert_eq!(refused, Err(EditRefused::CannotBeSplit), "{minutes}");
        }
        let late = agenda(vec![session(1, 23, 120, Some(100))]);
        let next_day = Edit::Split { session: id(1), minutes: 60 }.outcome(&late);
        assert_eq!(next_day, Err(EditRefused::CannotBeSplit));
    }

    #[test]
    fn a_copy_waits_for_a_time_and_what_is_gone_is_refused() {
        let plan = agenda(vec![session(1, 10, 90, Some(100))]);
        let outcome = Edit::Copy { session: id(1) }.outcome(&plan).unwrap();
        assert_eq!(outcome.made.map(|made| made.slot), Some(None));
        for edit in [
            Edit::Copy { session: id(7) },
            Edit::Swap { session: id(1), with: id(7) },
            Edit::Move { session: id(7), slot: None, room: None },
        ] {
            assert_eq!(edit.outcome(&plan), Err(EditRefused::Gone));
        }
    }
}

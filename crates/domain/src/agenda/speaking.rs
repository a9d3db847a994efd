//! What a person who speaks says on the page behind a secret address: yes or no to each part, until it begins, and a few
//! words about themselves. And when organisers may ask for it.

use super::{Agenda, RoleState, Session, SessionSpeaker, Slot};
use crate::codes::codes;
use crate::ids::{FileId, SpeakerId};
use crate::letter::RESEND_PAUSE;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The longest reason for declining, in characters: two or three sentences.
pub const DECLINE_REASON: usize = 500;
/// Characters of a line about a person, and of the text about them.
pub const SPEAKER_LINE: usize = 250;
pub const SPEAKER_ABOUT: usize = 3_000;

codes! {
    /// What a speaker says to a part.
    PartAnswer { Accept = "accept", Decline = "decline" }
}

impl PartAnswer {
    pub const fn state(self) -> RoleState {
        match self {
            Self::Accept => RoleState::Accepted,
            Self::Decline => RoleState::Declined,
        }
    }

    /// What has been said, if something has.
    pub const fn of(state: RoleState) -> Option<Self> {
        match state {
            RoleState::Accepted => Some(Self::Accept),
            RoleState::Declined => Some(Self::Decline),
            RoleState::Proposed | RoleState::Invited | RoleState::Tentative => None,
        }
    }
}

/// What is known of somebody's part in a session.
#[derive(Debug, Clone)]
pub struct PartFacts {
    pub state: RoleState,
    pub cancelled: bool,
    pub slot: Option<Slot>,
    /// The last day of the event, and its zone.
    pub ends_on: Date,
    pub zone: TimeZone,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerRefused {
    /// Organisers have thought of the person and not asked: nobody may know.
    NotAsked,
    Cancelled,
    /// The person does not speak there.
    Declined,
    /// The session has begun.
    TooLate,
}

impl PartFacts {
    /// Until when the answer may be changed: until the session begins, or, without a time, until the event is over.
    pub fn closes(&self) -> Option<Timestamp> {
        let local = self.slot.map(|slot| slot.starts()).or_else(|| {
            let after = self.ends_on.tomorrow().ok()?;
            Some(after.to_datetime(jiff::civil::Time::midnight()))
        })?;
        local.to_zoned_datetime(self.zone.clone()).ok().map(|zoned| zoned.timestamp())
    }

    /// Whether there is still something to say and to bring.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.check(now).is_ok()
    }

    /// What becomes of the role.
    ///
    /// # Errors
    /// As in [`AnswerRefused`].
    pub fn answered(&self, answer: PartAnswer, now: Timestamp) -> Result<RoleState, AnswerRefused> {
        self.check(now).map(|()| answer.state())
    }

    /// Whether slides may be brought or taken away: as long as the answer may be changed, and not by who has said no.
    ///
    /// # Errors
    /// As in [`AnswerRefused`].
    pub fn check_slides(&self, now: Timestamp) -> Result<(), AnswerRefused> {
        if self.state == RoleState::Declined { Err(AnswerRefused::Declined) } else { self.check(now) }
    }

    fn check(&self, now: Timestamp) -> Result<(), AnswerRefused> {
        if !self.state.is_known_to_the_person() {
            return Err(AnswerRefused::NotAsked);
        }
        if self.cancelled {
            return Err(AnswerRefused::Cancelled);
        }
        if self.closes().is_some_and(|closes| now < closes) { Ok(()) } else { Err(AnswerRefused::TooLate) }
    }
}

/// Why the text about a person is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DescribeRefused {
    /// Somebody else has saved it since the form was shown.
    ChangedMeanwhile,
}

/// What is known of somebody who is to be invited.
#[derive(Debug, Clone, Copy)]
pub struct InviteFacts {
    pub has_email: bool,
    /// Parts in sessions that take place and to which the person has not said no.
    pub parts: usize,
    pub public: bool,
    pub invited_at: Option<Timestamp>,
}

/// Why a speaker is not invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteRefused {
    NotAllowed,
    /// Organisers have not entered an e-mail address.
    NoAddress,
    /// There is nothing to invite to.
    NoSession,
    /// The pages of the event can't be opened yet, that of the speaker among them.
    NotPublic,
    /// A letter with this address was queued a moment ago.
    TooSoon,
}

impl InviteFacts {
    /// Whether a letter may go out now.
    ///
    /// # Errors
    /// As in [`InviteRefused`].
    pub fn check(&self, now: Timestamp) -> Result<(), InviteRefused> {
        if !self.has_email {
            return Err(InviteRefused::NoAddress);
        }
        if self.parts == 0 {
            return Err(InviteRefused::NoSession);
        }
        if !self.public {
            return Err(InviteRefused::NotPublic);
        }
        let lately = |at: Timestamp| now.duration_since(at) < RESEND_PAUSE;
        if self.invited_at.is_some_and(lately) { Err(InviteRefused::TooSoon) } else { Ok(()) }
    }
}

impl Agenda {
    /// What somebody who is to speak may know of a draft: the sessions with a part to which the person has been asked and
    /// has not said no, and who else speaks there is not told.
    #[must_use]
    pub fn of_speaker(&self, id: SpeakerId) -> Self {
        let own = |person: &SessionSpeaker| {
            person.speaker == id && person.state.is_known_to_the_person() && person.state.counts()
        };
        let mut sessions: Vec<Session> =
            self.sessions.iter().filter(|session| !session.cancelled).cloned().collect();
        for session in &mut sessions {
            session.speakers.retain(own);
        }
        sessions.retain(|session| !session.speakers.is_empty());
        Self { rooms: self.rooms.clone(), sessions, ..Self::default() }
    }

    /// Whether a file is the photo of somebody who has a page: one who takes part in something that takes place and is
    /// not closed.
    pub fn is_portrait(&self, file: FileId) -> bool {
        let shown = |speaker| {
            let open = self.sessions.iter().filter(|session| !session.cancelled && !session.is_closed());
            open.flat_map(|session| &session.speakers).any(|person| person.speaker == speaker)
        };
        self.speakers.iter().any(|speaker| speaker.photo == Some(file) && shown(speaker.id))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Openness, SessionSpeaker, Speaker, SpeakerRole};
    use super::*;
    use crate::agenda::release::tests::session;
    use jiff::civil::{date, time};
    use uuid::Uuid;

    fn part(state: RoleState) -> PartFacts {
        PartFacts {
            state,
            cancelled: false,
            slot: Some(Slot { day: date(2027, 5, 31), start: time(10, 0, 0, 0), minutes: 60 }),
            ends_on: date(2027, 6, 1),
            zone: TimeZone::get("Asia/Almaty").unwrap(),
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn an_answer_may_be_changed_until_the_session_begins() {
        let before = at("2027-05-31T04:59:59Z");
        for state in RoleState::ALL.iter().filter(|state| **state != RoleState::Proposed) {
            assert_eq!(part(*state).answered(PartAnswer::Accept, before), Ok(RoleState::Accepted));
            assert_eq!(part(*state).answered(PartAnswer::Decline, before), Ok(RoleState::Declined));
        }
        let begun = part(RoleState::Accepted).answered(PartAnswer::Decline, at("2027-05-31T05:00:00Z"));
        assert_eq!(begun, Err(AnswerRefused::TooLate));
    }

    #[test]
    fn without_a_time_there_is_time_until_the_event_is_over() {
        let floating = PartFacts { slot: None, ..part(RoleState::Invited) };
        assert!(floating.is_open(at("2027-06-01T18:59:59Z")));
        assert!(!floating.is_open(at("2027-06-01T19:00:00Z")));
    }

    #[test]
    fn ideas_and_what_is_cancelled_have_no_answer() {
        let now = at("2027-01-01T00:00:00Z");
        let idea = part(RoleState::Proposed).answered(PartAnswer::Accept, now);
        assert_eq!(idea, Err(AnswerRefused::NotAsked));
        let off = PartFacts { cancelled: true, ..part(RoleState::Invited) };
        assert_eq!(off.answered(PartAnswer::Accept, now), Err(AnswerRefused::Cancelled));
        assert_eq!(part(RoleState::Declined).check_slides(now), Err(AnswerRefused::Declined));
        assert_eq!(part(RoleState::Invited).check_slides(now), Ok(()));
    }

    #[test]
    fn an_answer_is_what_its_state_says() {
        for answer in PartAnswer::ALL {
            assert_eq!(PartAnswer::of(answer.state()), Some(*answer));
        }
        assert_eq!(PartAnswer::of(RoleState::Tentative), None);
    }

    #[test]
    fn an_invitation_wants_an_address_a_part_and_an_event_that_can_be_seen() {
        let now = at("2027-01-01T00:10:00Z");
        let facts = InviteFacts { has_email: true, parts: 1, public: true, invited_at: None };
        let long_ago = Some(at("2027-01-01T00:05:00Z"));
        assert_eq!(facts.check(now), Ok(()));
        assert_eq!(InviteFacts { invited_at: long_ago, ..facts }.check(now), Ok(()));
        for (facts, why) in [
            (InviteFacts { has_email: false, ..facts }, InviteRefused::NoAddress),
            (InviteFacts { parts: 0, ..facts }, InviteRefused::NoSession),
            (InviteFacts { public: false, ..facts }, InviteRefused::NotPublic),
            (InviteFacts { invited_at: Some(now), ..facts }, InviteRefused::TooSoon),
        ] {
            assert_eq!(facts.check(now), Err(why));
        }
    }

    #[test]
    fn a_portrait_is_of_somebody_whom_everybody_sees() {
        let (id, photo) = (Uuid::from_u128(5), FileId(Uuid::from_u128(6)));
        let person = Speaker { photo: Some(photo), ..Speaker::new(id.into()) };
        let mut agenda = Agenda { speakers: vec![person], sessions: vec![session(1)], ..Agenda::default() };
        assert!(!agenda.is_portrait(photo), "in no session");
        agenda.sessions[0].speakers = vec![SessionSpeaker::new(id.into(), SpeakerRole::Chair)];
        assert!(agenda.is_portrait(photo));
        assert!(!agenda.is_portrait(FileId(Uuid::from_u128(7))), "another file");
        agenda.sessions[0].openness = Openness::Closed;
        assert!(!agenda.is_portrait(photo), "in a closed session only");
    }
}

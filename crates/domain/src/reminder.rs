//! Reminders: rules such as "three days before the start, to everybody who is confirmed". When a rule fires follows from
//! the facts of the event at that moment, so that it moves when the event moves; nothing keeps the moment itself.

use crate::codes::codes;
use crate::event::Event;
use crate::ids::RuleId;
use crate::letter::LetterKind;
use crate::message::MessageTexts;
use crate::registration::{Status, TypeCode};
use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp, ToSpan};

codes! {
    /// What a rule sends.
    RuleKind {
        /// Practical information before the event begins.
        Arrival = "arrival",
        /// When it is over.
        ThankYou = "thank_you",
        /// What organisers have written in the rule itself.
        Own = "own",
    }
}

codes! {
    /// What the days of a rule are counted from.
    Anchor { Start = "start", End = "end", Closes = "closes" }
}

codes! {
    /// Whom a rule writes to.
    Audience {
        Confirmed = "confirmed",
        /// Nobody has decided yet.
        Undecided = "undecided",
        WaitingList = "waiting_list",
        /// Everybody who is still in the running.
        Active = "active",
    }
}

/// One rule of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: RuleId,
    pub kind: RuleKind,
    pub anchor: Anchor,
    /// Before the anchor if negative.
    pub days: i32,
    /// Local time in the zone of the event.
    pub at: Time,
    pub audience: Audience,
    /// Everybody of the audience, if there are none.
    pub types: Vec<TypeCode>,
    pub texts: MessageTexts,
    pub on: bool,
    /// Counts changes.
    pub version: i32,
}

/// Why a rule is not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleRefused {
    Texts(Vec<crate::message::TextFault>),
    /// It says nothing in any language.
    Empty,
    /// More than [`MOST_DAYS`].
    Days,
    /// The event has so many rules.
    TooMany(i64),
    /// A rule that comes with the program stays.
    ReadyMade,
    /// Letters name it: it can be switched off, not thrown away.
    HasFired,
    ChangedMeanwhile,
    NotAllowed,
}

/// How far from its anchor a rule may fire.
pub const MOST_DAYS: i32 = 365;
/// The most rules of one event.
pub const RULES_AT_MOST: i64 = 20;
/// For so long behind its moment a rule that fires after its anchor still writes to those who come to it late, and makes
/// up for a program that was off.
const LATE: SignedDuration = SignedDuration::from_hours(72);

impl Audience {
    pub fn statuses(self) -> Vec<Status> {
        let fits = |status: &Status| match self {
            Self::Confirmed => *status == Status::Confirmed,
            Self::Undecided => status.is_undecided(),
            Self::WaitingList => *status == Status::Waitlisted,
            Self::Active => status.is_active(),
        };
        Status::ALL.into_iter().filter(fits).collect()
    }
}

impl RuleKind {
    pub const fn letter(self) -> LetterKind {
        match self {
            Self::Arrival => LetterKind::Arrival,
            Self::ThankYou => LetterKind::ThankYou,
            Self::Own => LetterKind::Reminder,
        }
    }
}

impl Rule {
    /// A rule that comes with the program, switched off.
    pub fn ready_made(id: RuleId, kind: RuleKind) -> Self {
        let (anchor, days, at) = match kind {
            RuleKind::ThankYou => (Anchor::End, 1, time(10, 0, 0, 0)),
            RuleKind::Arrival | RuleKind::Own => (Anchor::Start, -3, time(9, 0, 0, 0)),
        };
        Self {
            id,
            kind,
            anchor,
            days,
            at,
            audience: Audience::Confirmed,
            types: Vec::new(),
            texts: MessageTexts::default(),
            on: false,
            version: 1,
        }
    }

    /// Goes to many and may be stopped by the delegate; what one has to know to arrive is no such letter.
    pub fn is_bulk(&self) -> bool {
        self.kind != RuleKind::Arrival
    }

    /// When it fires, by the facts of the event as they are.
    pub fn fires_at(&self, event: &Event) -> Timestamp {
        let zone = event.zone();
        let day = match self.anchor {
            Anchor::Start => event.starts_on,
            Anchor::End => event.ends_on,
            Anchor::Closes => event.registration_closes_at.to_zoned_datetime(zone.clone()).date(),
        };
        moment(day.saturating_add(self.days.days()), self.at, &zone)
    }

    /// Until when somebody may still get it: a reminder of something makes no sense behind it.
    pub fn until(&self, event: &Event) -> Timestamp {
        let zone = event.zone();
        let midnight = |day: Date| moment(day, Time::midnight(), &zone);
        let late = self.fires_at(event).saturating_add(LATE).unwrap_or(Timestamp::MAX);
        match self.anchor {
            Anchor::Start if self.days < 0 => midnight(event.starts_on),
            Anchor::End if self.days < 0 => midnight(event.ends_on),
            Anchor::Closes if self.days < 0 => event.registration_closes_at,
            _ => late,
        }
    }

    /// Whether it fires now.
    pub fn is_due(&self, event: &Event, now: Timestamp) -> bool {
        self.on && self.fires_at(event) <= now && now < self.until(event)
    }

    /// What is wrong with the rule itself.
    ///
    /// # Errors
    /// The first thing.
    pub fn check(&self) -> Result<(), RuleRefused> {
        if !(-MOST_DAYS..=MOST_DAYS).contains(&self.days) {
            return Err(RuleRefused::Days);
        }
        if self.kind == RuleKind::Own && self.texts.0.is_empty() {
            return Err(RuleRefused::Empty);
        }
        let lacking = self.texts.lacking();
        if lacking.is_empty() {
            return Ok(());
        }
        let empty = |(language, part)| {
            (language, part, crate::wording::PartFault::Text(crate::text::TextRefused::Empty))
        };
        Err(RuleRefused::Texts(lacking.into_iter().map(empty).collect()))
    }
}

/// A local moment; one that a change of the clock skips is the one after it.
fn moment(day: Date, at: Time, zone: &jiff::tz::TimeZone) -> Timestamp {
    let zoned = day.to_datetime(at).to_zoned_datetime(zone.clone());
    zoned.map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::samples::event;
    use crate::lang::Lang;
    use crate::message::MessageText;
    use jiff::civil::date;
    use uuid::Uuid;

    fn rule(kind: RuleKind) -> Rule {
        Rule { on: true, ..Rule::ready_made(Uuid::from_u128(2).into(), kind) }
    }

    #[test]
    fn a_rule_follows_its_event() {
        let arrival = rule(RuleKind::Arrival);
        let (before, moved) = (event(date(2027, 5, 31)), event(date(2027, 6, 7)));
        assert_eq!(arrival.fires_at(&before).to_string(), "2027-05-28T04:00:00Z");
        assert_eq!(arrival.fires_at(&moved).to_string(), "2027-06-04T04:00:00Z");
        assert_eq!(arrival.until(&before).to_string(), "2027-05-30T19:00:00Z", "midnight in Almaty");
        let thanks = rule(RuleKind::ThankYou);
        assert_eq!(thanks.fires_at(&before).to_string(), "2027-06-02T05:00:00Z");
        assert_eq!(thanks.until(&before).to_string(), "2027-06-05T05:00:00Z");
        // 21 May in London is the 22nd in Almaty.
        let closes = Rule { anchor: Anchor::Closes, days: -7, ..rule(RuleKind::Own) };
        assert_eq!(closes.fires_at(&before).to_string(), "2027-05-15T04:00:00Z");
        assert_eq!(closes.until(&before), before.registration_closes_at);
    }

    #[test]
    fn a_rule_fires_from_its_moment_to_its_end_and_only_switched_on() {
        let (event, arrival) = (event(date(2027, 5, 31)), rule(RuleKind::Arrival));
        let due = |rule: &Rule, at: &str| rule.is_due(&event, at.parse().unwrap());
        assert!(!due(&arrival, "2027-05-28T03:59:59Z"));
        assert!(due(&arrival, "2027-05-28T04:00:00Z") && due(&arrival, "2027-05-30T18:59:59Z"));
        assert!(!due(&arrival, "2027-05-30T19:00:00Z"));
        assert!(!due(&Rule { on: false, ..arrival }, "2027-05-28T04:00:00Z"));
    }

    #[test]
    fn a_rule_of_ones_own_says_something_and_is_not_too_far_away() {
        let own = rule(RuleKind::Own);
        assert_eq!(own.check(), Err(RuleRefused::Empty));
        let text = MessageText { subject: "Soon".into(), body: String::new() };
        let half = Rule { texts: MessageTexts([(Lang::En, text)].into()), ..own };
        assert!(matches!(half.check(), Err(RuleRefused::Texts(_))));
        assert_eq!(Rule { days: 366, ..rule(RuleKind::Arrival) }.check(), Err(RuleRefused::Days));
        assert_eq!(rule(RuleKind::Arrival).check(), Ok(()));
    }

    #[test]
    fn an_audience_is_those_whom_its_name_says() {
        assert_eq!(Audience::Confirmed.statuses(), [Status::Confirmed]);
        assert!(Audience::Active.statuses().contains(&Status::Waitlisted));
        assert!(!Audience::Active.statuses().contains(&Status::Declined));
        assert!(Audience::Undecided.statuses().contains(&Status::Submitted));
    }
}

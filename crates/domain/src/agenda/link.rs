//! Links to follow a session from afar: one for each class of participants, shown only to those of that class and only
//! from a little before the session until its end.

use super::{Openness, Session, Slot};
use crate::codes::codes;
use crate::registration::{Registration, Seat, Status, TypeCode};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

codes! {
    /// Whom a link is for.
    LinkClass { Speaker = "speaker", Participant = "participant", Observer = "observer", Public = "public" }
}

/// The longest address, in bytes.
const LONGEST_ADDRESS: usize = 600;
/// Minutes before the start at which a link opens, if nothing else is said.
pub const OPENS_BEFORE: i32 = 15;
/// The earliest that a link can open: a day before, in minutes.
pub const EARLIEST: i32 = 24 * 60;
/// A session may take longer than planned: so long after its end the link can still be found, in minutes.
const LINGERS: i64 = 30;

/// Types whose registrations follow as observers; all others are participants.
const OBSERVERS: [&str; 3] = ["observer_state", "ngo", "media"];

impl LinkClass {
    /// What a registration of this type is entitled to.
    pub fn of_type(code: &TypeCode) -> Self {
        match code.as_str() {
            "speaker" => Self::Speaker,
            code if OBSERVERS.contains(&code) => Self::Observer,
            _ => Self::Participant,
        }
    }
}

/// One link of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteLink {
    pub class: LinkClass,
    pub address: WebAddress,
    /// Minutes before the start from which on it is shown.
    pub opens_before: i32,
}

impl RemoteLink {
    /// Whether the link is shown at a moment, for a session in an event's zone.
    pub fn is_open(&self, slot: Slot, zone: &TimeZone, now: Timestamp) -> bool {
        let moment =
            |local: jiff::civil::DateTime| local.to_zoned_datetime(zone.clone()).ok().map(|z| z.timestamp());
        let (Some(starts), Some(ends)) = (moment(slot.starts()), moment(slot.ends())) else { return false };
        let opens = starts.checked_sub(SignedDuration::from_mins(i64::from(self.opens_before)));
        let closes = ends.checked_add(SignedDuration::from_mins(LINGERS));
        opens.is_ok_and(|opens| opens <= now) && closes.is_ok_and(|closes| now < closes)
    }
}

/// The link of a class. Who has none of their own follows with the link for everybody.
pub fn link_for(links: &[RemoteLink], class: LinkClass) -> Option<&RemoteLink> {
    let of = |wanted| links.iter().find(|link| link.class == wanted);
    of(class).or_else(|| of(LinkClass::Public))
}

/// Whether somebody who holds this registration may follow a session from afar: confirmed, with a seat where there are
/// seats, and not where one comes by invitation.
pub fn may_follow(registration: &Registration, session: &Session) -> bool {
    let kept = registration.seats.iter().any(|(id, seat)| *id == session.id && *seat == Seat::Kept);
    let for_all = session.seats.is_none() && !session.is_closed() && session.openness != Openness::Invitation;
    registration.status == Status::Confirmed && !session.cancelled && (kept || for_all)
}

/// An address of the web that is safe to follow: `https` and nothing that ends a line or an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebAddress(String);

impl WebAddress {
    /// `https://` with a host behind it, without spaces and without a name and password in front of the host.
    pub fn parse(raw: &str) -> Option<Self> {
        let address = raw.trim();
        let rest = address.strip_prefix("https://")?;
        let host = rest.split(['/', '?', '#']).next()?;
        let plain =
            |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
        let named = host.contains('.') && !host.contains('@') && !host.starts_with('.');
        (address.len() <= LONGEST_ADDRESS && named && address.chars().all(plain))
            .then(|| Self(address.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn link(class: LinkClass) -> RemoteLink {
        let address = WebAddress::parse("https://meet.example.org/x").unwrap();
        RemoteLink { class, address, opens_before: 15 }
    }

    #[test]
    fn a_link_is_open_from_a_little_before_until_a_little_after() {
        let zone = TimeZone::get("Asia/Almaty").unwrap();
        let slot = Slot { day: date(2027, 5, 31), start: time(10, 0, 0, 0), minutes: 60 };
        let open = |at: &str| link(LinkClass::Participant).is_open(slot, &zone, at.parse().unwrap());
        let times = ["04:44:59", "04:45:00", "05:30:00", "06:29:59", "06:30:00"];
        let shown = times.map(|at| open(&format!("2027-05-31T{at}Z")));
        assert_eq!(shown, [false, true, true, true, false]);
    }

    #[test]
    fn everybody_gets_the_link_of_their_class_or_the_public_one_and_nobody_anothers() {
        let links = [link(LinkClass::Speaker), link(LinkClass::Participant)];
        let class = |links: &[RemoteLink], class| link_for(links, class).map(|link| link.class);
        assert_eq!(class(&links, LinkClass::Speaker), Some(LinkClass::Speaker));
        assert_eq!(class(&links, LinkClass::Observer), None);
        assert_eq!(class(&links, LinkClass::Public), None);
        let with_public = [link(LinkClass::Speaker), link(LinkClass::Public)];
        assert_eq!(class(&with_public, LinkClass::Observer), Some(LinkClass::Public));
    }

    #[test]
    fn a_type_decides_the_class() {
        let of = |code: &str| LinkClass::of_type(&TypeCode::parse(code).unwrap());
        assert_eq!(of("member_state"), LinkClass::Participant);
        assert_eq!(of("observer_state"), LinkClass::Observer);
        assert_eq!(of("media"), LinkClass::Observer);
        assert_eq!(of("speaker"), LinkClass::Speaker);
    }

    #[test]
    fn an_address_is_one_of_the_web_and_nothing_else() {
        for good in ["https://meet.example.org/a?b=c#d", " https://example.org "] {
            assert!(WebAddress::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "meet.example.org",
            "http://meet.example.org/",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://localhost/x",
            "https://user@evil.example.org/",
            "https://example.org/a b",
            "https://example.org/\"onclick",
            "https://example.org/\nx",
        ] {
            assert_eq!(WebAddress::parse(bad), None, "{bad:?}");
        }
        assert_eq!(WebAddress::parse(&format!("https://example.org/{}", "a".repeat(600))), None);
    }
}

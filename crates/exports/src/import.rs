//! Agendas of other programs, read from the bytes of a file: `schedule.xml`, `schedule.json` and iCalendar. Liberal in
//! what it takes, because no file of the wild keeps to its description; strict about size: nothing is fetched, no
//! entity is expanded, depth and numbers are limited, and whatever the bytes are, nothing here panics.

mod ics;
mod json;
mod text;
mod xml;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use plenary_domain::agenda::import::{
    Foreign, ForeignPerson, ForeignSession, LeftOut, MAX_SESSIONS, When, Why,
};
use plenary_domain::agenda::{SessionKind, SpeakerRole};

/// Bytes of the largest file.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// Characters of one text that are kept; a summary is a fifteenth of it.
const MAX_TEXT: usize = 30_000;
/// People of one session.
const MAX_PEOPLE: usize = 200;

/// Why a file is not read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportUnreadable {
    Empty,
    TooLarge,
    /// None of the three formats.
    Unknown,
    /// Broken at this line.
    Broken(usize),
    /// It declares entities or another document type.
    Doctype(usize),
    /// Deeper, or with more pieces, than any agenda.
    TooMuch,
    /// It has the form, and no session in it.
    NoSessions,
}

/// What a file says, whichever of the formats it has.
///
/// # Errors
/// When nothing of it can be read; single sessions that can't are in [`Foreign::left_out`].
pub fn read(bytes: &[u8]) -> Result<Foreign, ImportUnreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportUnreadable::TooLarge);
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let found = match text.as_bytes().first() {
        None => return Err(ImportUnreadable::Empty),
        Some(b'<') => xml::read(text)?,
        Some(b'{' | b'[') => json::read(text)?,
        Some(_) if text.get(..15).is_some_and(|t| t.eq_ignore_ascii_case("BEGIN:VCALENDAR")) => {
            ics::read(text)?
        }
        Some(_) => return Err(ImportUnreadable::Unknown),
    };
    if found.sessions.is_empty() && found.left_out.is_empty() {
        return Err(ImportUnreadable::NoSessions);
    }
    Ok(found)
}

/// A session as the two schedule formats have it, before anything is made of it.
#[derive(Debug, Default)]
struct Raw {
    at: usize,
    guid: String,
    id: String,
    code: String,
    title: String,
    subtitle: String,
    date: String,
    start: String,
    duration: String,
    room: String,
    track: String,
    kind: String,
    summary: String,
    description: String,
    people: Vec<ForeignPerson>,
}

/// What stands around a session.
#[derive(Debug, Default, Clone)]
struct Around {
    zone: Option<TimeZone>,
    /// Sessions before this hour belong to the night before.
    day_change: Option<Time>,
    day: Option<Date>,
    room: String,
}

/// A file in the making.
#[derive(Debug, Default)]
struct Draft {
    file: Foreign,
    full: bool,
}

impl Draft {
    fn left_out(&mut self, at: usize, what: &str, why: Why) {
        if self.file.left_out.len() < MAX_SESSIONS {
            let what: String = what.chars().take(200).collect();
            self.file.left_out.push(LeftOut { at, what, why });
        }
    }

    fn push(&mut self, session: ForeignSession) {
        if self.file.sessions.len() < MAX_SESSIONS {
            self.file.sessions.push(session);
        } else if !self.full {
            self.full = true;
            self.left_out(session.at, &session.title, Why::TooMany);
        }
    }

    /// Makes a session of what a schedule says.
    fn schedule(&mut self, raw: Raw, around: &Around) {
        let at = raw.at;
        let title = text::line(&raw.title);
        let title = match text::line(&raw.subtitle) {
            subtitle if subtitle.is_empty() || title.is_empty() => title,
            subtitle => format!("{title}: {subtitle}"),
        };
        if title.is_empty() {
            return self.left_out(at, &raw.id, Why::NoTitle);
        }
        let when = match when(&raw, around) {
            Ok(when) => when,
            Err(why) => return self.left_out(at, &title, why),
        };
        let Some(minutes) = minutes(&raw.duration) else {
            return self.left_out(at, &title, Why::UnreadableLength);
        };
        let summary = text::paragraphs(&raw.summary);
        let summary =
            if summary.is_empty() && !self.file.own { text::paragraphs(&raw.description) } else { summary };
        let room = text::line(if raw.room.trim().is_empty() { &around.room } else { &raw.room });
        let track = text::line(&raw.track);
        let key = key(&raw, &title);
        self.push(ForeignSession {
            at,
            key,
            title,
            summary: Some(summary),
            when,
            minutes,
            room: Some(room),
            topics: (!track.is_empty()).then(|| vec![track]),
            people: Some(raw.people),
            kind: Some(kind(&raw.kind)),
            cancelled: None,
        });
    }
}

/// What the other program calls a session, by the surest of its names.
fn key(raw: &Raw, title: &str) -> String {
    let named = [("", &raw.guid), ("code:", &raw.code), ("id:", &raw.id)];
    let named = named.into_iter().find(|(_, value)| !value.trim().is_empty());
    named.map_or_else(
        || format!("title:{title}:{}", raw.start),
        |(word, value)| format!("{word}{}", value.trim()),
    )
}

/// The date with its offset is what counts; older files have a day and an hour of the clock instead.
fn when(raw: &Raw, around: &Around) -> Result<When, Why> {
    let date = raw.date.trim();
    if let Ok(at) = date.parse::<Timestamp>() {
        return Ok(When::Moment(at));
    }
    if let Ok(local) = date.parse::<DateTime>().and_then(|local| {
        // A date alone is midnight to the parser, and no start to us.
        if date.contains(['T', ' ']) { Ok(local) } else { "".parse() }
    }) {
        return Ok(on_zone(local, around.zone.as_ref()));
    }
    let start = raw.start.trim();
    if start.is_empty() {
        return Err(Why::NoStart);
    }
    let start = clock(start).ok_or(Why::UnreadableStart)?;
    let day = date.parse::<Date>().ok().or(around.day).ok_or(Why::NoStart)?;
    let next = around.day_change.is_some_and(|change| start < change);
    let day = if next { day.tomorrow().map_err(|_| Why::UnreadableStart)? } else { day };
    Ok(on_zone(day.to_datetime(start), around.zone.as_ref()))
}

/// A local time in the zone of the file; without one, on the clock of the event.
fn on_zone(local: DateTime, zone: Option<&TimeZone>) -> When {
    zone.map_or(When::Local(local), |zone| When::Moment(plenary_domain::agenda::moment(zone, local)))
}

/// `9:30`, `09:30`, `09:30:00`
fn clock(raw: &str) -> Option<Time> {
    let mut parts = raw.split(':');
    let mut number = || parts.next()?.trim().parse::<i8>().ok();
    let (hour, minute) = (number()?, number()?);
    Time::new(hour, minute, 0, 0).ok()
}

/// `0:30`, `00:30:00`, `1:00:30:00` with days in front, or minutes alone.
fn minutes(raw: &str) -> Option<i64> {
    let parts: Vec<i64> =
        raw.trim().split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    if parts.iter().any(|part| !(0..=100_000).contains(part)) {
        return None;
    }
    match parts.as_slice() {
        [minutes] => Some(*minutes),
        [hours, minutes] | [hours, minutes, _] => Some(hours * 60 + minutes),
        [days, hours, minutes, _] => Some((days * 24 + hours) * 60 + minutes),
        _ => None,
    }
}

/// A zone by its IANA name, also where a program has put its own path in front of it.
fn zone(name: &str) -> Option<TimeZone> {
    let name = name.trim().trim_matches('"');
    let tail = |n: usize| {
        let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
        parts.get(parts.len().checked_sub(n)?..).map(|parts| parts.join("/"))
    };
    let tails = [tail(3), tail(2)].into_iter().flatten();
    let usual = std::iter::once(name.to_owned()).chain(tails);
    let wanted = usual.filter(|name| !name.is_empty() && name.len() < 60);
    wanted.into_iter().find_map(|name| TimeZone::get(&name).ok())
}

/// Our own words, and those that conferences use.
fn kind(raw: &str) -> SessionKind {
    let word = raw.trim().to_lowercase().replace([' ', '-'], "_");
    if let Some(kind) = SessionKind::parse(&word) {
        return kind;
    }
    let has = |words: &[&str]| words.iter().any(|part| word.contains(part));
    if has(&["keynote", "plenary", "maintrack"]) {
        SessionKind::Plenary
    } else if has(&["workshop", "tutorial", "hands_on", "hackathon"]) {
        SessionKind::Workshop
    } else if has(&["bof", "discussion", "meeting", "round"]) {
        SessionKind::RoundTable
    } else if has(&["ceremony", "opening", "closing"]) {
        SessionKind::Ceremony
    } else if has(&["lunch", "dinner", "breakfast", "meal"]) {
        SessionKind::Meal
    } else if has(&["break", "coffee", "tea"]) {
        SessionKind::Break
    } else if has(&["party", "social", "game", "concert", "performance"]) {
        SessionKind::Social
    } else {
        SessionKind::Panel
    }
}

fn person(name: &str, role: &str) -> Option<ForeignPerson> {
    let name = text::line(name);
    (!name.is_empty()).then(|| ForeignPerson { name, role: SpeakerRole::parse(role.trim()) })
}

#[cfg(test)]
mod tests;

//! iCalendar (RFC 5545): a small writer that can write exactly what we need and nothing else. Every text is cleaned
//! and escaped here, so that no title can bring a property or a component of its own.
//!
//! Times are in UTC and need no zone rules in the file; nothing depends on the moment of writing, so that the bytes
//! of a release can be kept and compared.

mod from_agenda;

pub use from_agenda::{agenda, attended_by, of_sessions, once_attended_by};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary_domain::Lang;
use plenary_domain::ids::SessionId;
use std::fmt::Write as _;

/// A calendar to subscribe to or to attach (`METHOD:PUBLISH`: for information, nobody is asked to answer).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub name: String,
    pub lang: Lang,
    /// Makes the UIDs unique in the world: the name of our site.
    pub host: String,
    /// Takes entries out again instead of putting them in (`METHOD:CANCEL`).
    pub cancels: bool,
    /// The address of whoever publishes it; programs want one in a calendar that comes by mail (RFC 5546). Empty: none.
    pub organizer: String,
    pub events: Vec<CalendarEntry>,
}

/// One session in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    pub uid_session: SessionId,
    pub sequence: i32,
    pub title: String,
    pub description: String,
    pub location: String,
    /// What it is about: a calendar can filter by them.
    pub categories: Vec<String>,
    /// Empty for none.
    pub url: String,
    pub starts: Timestamp,
    pub ends: Timestamp,
    pub last_modified: Option<Timestamp>,
    pub cancelled: bool,
}

impl Calendar {
    /// What the receiver's program is to do with it; the type of a part in a letter has to say the same.
    pub const fn method(&self) -> &'static str {
        if self.cancels { "CANCEL" } else { "PUBLISH" }
    }

    /// The file, as `text/calendar; charset=utf-8`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Lines(String::new());
        out.raw("BEGIN:VCALENDAR");
        out.raw("VERSION:2.0");
        out.raw("PRODID:-//Plenary//Agenda//EN");
        out.raw("CALSCALE:GREGORIAN");
        out.raw(&format!("METHOD:{}", self.method()));
        // The name of RFC 7986, and the one that older programs know.
        out.text("NAME", None, &self.name);
        out.text("X-WR-CALNAME", None, &self.name);
        // Both spellings of "look again in an hour".
        out.raw("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        out.raw("X-PUBLISHED-TTL:PT1H");
        let newest = self.events.iter().filter_map(|entry| entry.last_modified).max();
        for entry in &self.events {
            self.entry(&mut out, entry, newest);
        }
        out.raw("END:VCALENDAR");
        out.0.into_bytes()
    }

    fn entry(&self, out: &mut Lines, entry: &CalendarEntry, newest: Option<Timestamp>) {
        let host = host(&self.host);
        let stamp = entry.last_modified.or(newest).unwrap_or(Timestamp::UNIX_EPOCH);
        out.raw("BEGIN:VEVENT");
        out.raw(&format!("UID:{}@{host}", entry.uid_session));
        out.raw(&format!("DTSTAMP:{}", utc(stamp)));
        if let Some(changed) = entry.last_modified {
            out.raw(&format!("LAST-MODIFIED:{}", utc(changed)));
        }
        out.raw(&format!("SEQUENCE:{}", entry.sequence.max(0)));
        if !self.organizer.is_empty() {
            out.raw(&format!("ORGANIZER:mailto:{}", uri(&self.organizer)));
        }
        out.raw(if entry.cancelled || self.cancels { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        out.raw(&format!("DTSTART:{}", utc(entry.starts)));
        // An end before the start makes some calendars drop the entry.
        out.raw(&format!("DTEND:{}", utc(entry.ends.max(entry.starts))));
        out.text("SUMMARY", Some(self.lang), &entry.title);
        for (name, value) in [("DESCRIPTION", &entry.description), ("LOCATION", &entry.location)] {
            if !value.trim().is_empty() {
                out.text(name, Some(self.lang), value);
            }
        }
        if !entry.categories.is_empty() {
            let all: Vec<String> = entry.categories.iter().map(|one| escaped(one)).collect();
            out.raw(&format!("CATEGORIES:{}", all.join(",")));
        }
        if !entry.url.is_empty() {
            out.raw(&format!("URL:{}", uri(&entry.url)));
        }
        out.raw("END:VEVENT");
    }
}

/// Most octets of a line, without its end.
const LINE: usize = 75;

/// Content lines: folded, each ended with CRLF.
struct Lines(String);

impl Lines {
    /// A property whose value is text, in this language.
    fn text(&mut self, name: &str, lang: Option<Lang>, value: &str) {
        let value = escaped(value);
        match lang {
            Some(lang) => self.raw(&format!("{name};LANGUAGE={}:{value}", lang.code())),
            None => self.raw(&format!("{name}:{value}")),
        }
    }

    /// A line that is known to have no line ends; continuation lines start with a space, which counts.
    fn raw(&mut self, line: &str) {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// `20270531T041500Z`
fn utc(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// TEXT of RFC 5545: every kind of line end becomes `\n`, other control characters go.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                // CRLF is one line end.
                let _ = characters.next_if_eq(&'\n');
                out.push_str("\\n");
            }
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            ',' | ';' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// An address: what may not stand in one is percent-encoded, control characters go.
fn uri(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes().filter(|byte| !byte.is_ascii_control()) {
        if byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
        {
            out.push(char::from(byte));
        } else {
            // Writing into a string can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Without a port, so that the same site gives the same UIDs however it is reached.
fn host(host: &str) -> String {
    host.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect()
}

#[cfg(test)]
mod tests;

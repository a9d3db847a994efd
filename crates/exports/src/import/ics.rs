//! iCalendar: the entries of a calendar, as far as they are sessions.

use super::{Draft, ImportUnreadable, MAX_TEXT, kind, on_zone, text, zone};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use plenary_domain::agenda::import::{Foreign, ForeignSession, When, Why};

/// One line of the file with its continuations: name, parameters, value.
struct Line<'a> {
    name: String,
    parameters: &'a str,
    value: &'a str,
}

impl<'a> Line<'a> {
    /// A colon within quotes belongs to a parameter.
    fn parse(text: &'a str) -> Option<Self> {
        let mut quoted = false;
        let colon = text.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b':' && !quoted
        })?;
        let (head, value) = (text.get(..colon)?, text.get(colon + 1..)?);
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        Some(Self { name: name.trim().to_ascii_uppercase(), parameters, value })
    }

    fn parameter(&self, name: &str) -> &str {
        let all = self.parameters.split(';').filter_map(|one| one.split_once('='));
        let mut found = all.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        found.next().map_or("", |(_, value)| value.trim().trim_matches('"'))
    }
}

/// Continuation lines joined, each with the number of its first line.
fn unfolded(input: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(input.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), found.last_mut()) {
            (Some(more), Some((_, before))) if before.len() < MAX_TEXT * 4 => before.push_str(more),
            (Some(_), Some(_)) => {}
            _ if line.trim().is_empty() => {}
            _ => found.push((number, line.to_owned())),
        }
    }
    found
}

#[derive(Default)]
struct Entry {
    at: usize,
    uid: String,
    title: String,
    description: String,
    location: String,
    categories: Vec<String>,
    status: String,
    starts: Option<Start>,
    ends: Option<Start>,
    length: Option<SignedDuration>,
    repeats: bool,
}

#[derive(Clone, Copy)]
enum Start {
    At(When),
    /// In a zone that nobody knows.
    Lost(When),
    AllDay,
    Unreadable,
}

pub(super) fn read(input: &str) -> Result<Foreign, ImportUnreadable> {
    let mut draft = Draft::default();
    let mut usual: Option<TimeZone> = None;
    let mut entry: Option<Entry> = None;
    let mut inner = 0_usize;
    let mut last = 1;
    for (number, text) in unfolded(input) {
        last = number;
        let Some(line) = Line::parse(&text) else { continue };
        match (line.name.as_str(), entry.as_mut()) {
            ("BEGIN", None) if line.value.trim().eq_ignore_ascii_case("VEVENT") => {
                entry = Some(Entry { at: number, ..Entry::default() });
            }
            ("END", Some(_)) if inner == 0 => {
                if let Some(done) = entry.take() {
                    finish(&mut draft, done);
                }
            }
            // An alarm within an entry.
            ("BEGIN", Some(_)) => inner += 1,
            ("END", Some(_)) => inner = inner.saturating_sub(1),
            (_, Some(entry)) if inner == 0 => fill(entry, &line, usual.as_ref()),
            ("X-WR-TIMEZONE", None) => usual = zone(line.value),
            ("X-WR-CALNAME" | "NAME" | "X-WR-CALDESC", None) if draft.file.title.is_empty() => {
                draft.file.title = text::line(&unescaped(line.value));
            }
            ("PRODID", None) => draft.file.own = line.value.starts_with("-//Plenary//"),
            _ => {}
        }
    }
    if entry.is_some() {
        return Err(ImportUnreadable::Broken(last));
    }
    Ok(draft.file)
}

fn fill(entry: &mut Entry, line: &Line<'_>, usual: Option<&TimeZone>) {
    match line.name.as_str() {
        "UID" => line.value.trim().clone_into(&mut entry.uid),
        "SUMMARY" => entry.title = text::line(&unescaped(line.value)),
        "DESCRIPTION" => entry.description = text::paragraphs(&unescaped(line.value)),
        "LOCATION" => entry.location = text::line(&unescaped(line.value)),
        "CATEGORIES" => entry.categories.extend(parts(line.value)),
        "STATUS" => line.value.trim().clone_into(&mut entry.status),
        "DTSTART" => entry.starts = Some(start(line, usual)),
        "DTEND" => entry.ends = Some(start(line, usual)),
        "DURATION" => entry.length = line.value.trim().parse().ok(),
        "RRULE" | "RDATE" => entry.repeats = true,
        _ => {}
    }
}

fn finish(draft: &mut Draft, entry: Entry) {
    let at = entry.at;
    if entry.title.is_empty() {
        return draft.left_out(at, &entry.uid, Why::NoTitle);
    }
    let when = match entry.starts {
        Some(Start::At(when)) => when,
        Some(Start::Lost(when)) => {
            draft.left_out(at, &entry.title, Why::UnknownZone);
            when
        }
        Some(Start::AllDay) => return draft.left_out(at, &entry.title, Why::AllDay),
        Some(Start::Unreadable) => return draft.left_out(at, &entry.title, Why::UnreadableStart),
        None => return draft.left_out(at, &entry.title, Why::NoStart),
    };
    let Some(minutes) = length(&entry, when) else {
        return draft.left_out(at, &entry.title, Why::UnreadableLength);
    };
    if entry.repeats {
        draft.left_out(at, &entry.title, Why::Repeats);
    }
    // Our own calendars put people into the description and the building into the place.
    let own = draft.file.own;
    let key = if entry.uid.is_empty() { format!("title:{}", entry.title) } else { entry.uid };
    draft.push(ForeignSession {
        at,
        key,
        summary: (!own).then_some(entry.description),
        when,
        minutes,
        room: Some(entry.location),
        topics: (!entry.categories.is_empty()).then_some(entry.categories),
        people: None,
        kind: Some(kind(&entry.title)),
        cancelled: Some(entry.status.eq_ignore_ascii_case("CANCELLED")),
        title: entry.title,
    });
}

fn length(entry: &Entry, from: When) -> Option<i64> {
    if let Some(length) = entry.length {
        return Some(length.as_mins());
    }
    match (from, entry.ends?) {
        (When::Moment(from), Start::At(When::Moment(to)) | Start::Lost(When::Moment(to))) => {
            Some(to.duration_since(from).as_mins())
        }
        (When::Local(from), Start::At(When::Local(to)) | Start::Lost(When::Local(to))) => {
            Some(from.duration_until(to).as_mins())
        }
        _ => None,
    }
}

/// `20270531T041500Z`, or the clock of a zone that the line or the calendar names.
fn start(line: &Line<'_>, usual: Option<&TimeZone>) -> Start {
    let raw = line.value.trim();
    let (plain, is_utc) = raw.strip_suffix(['Z', 'z']).map_or((raw, false), |plain| (plain, true));
    let Some((date, time)) = plain.split_once(['T', 't']) else {
        return if day(plain).is_some() { Start::AllDay } else { Start::Unreadable };
    };
    let Some(local) = day(date).zip(clock(time)).map(|(day, clock)| day.to_datetime(clock)) else {
        return Start::Unreadable;
    };
    if is_utc {
        return Start::At(When::Moment(utc(local)));
    }
    match line.parameter("TZID") {
        "" => Start::At(on_zone(local, usual)),
        name => match zone(name) {
            Some(zone) => Start::At(on_zone(local, Some(&zone))),
            None => Start::Lost(on_zone(local, usual)),
        },
    }
}

fn utc(local: DateTime) -> Timestamp {
    plenary_domain::agenda::moment(&TimeZone::UTC, local)
}

/// `20270531`
fn day(raw: &str) -> Option<Date> {
    let all_digits = raw.len() == 8 && raw.bytes().all(|byte| byte.is_ascii_digit());
    let number = |from, to| raw.get(from..to)?.parse::<i16>().ok();
    let small = |from, to| i8::try_from(number(from, to)?).ok();
    all_digits.then_some(())?;
    Date::new(number(0, 4)?, small(4, 6)?, small(6, 8)?).ok()
}

/// `041500`
fn clock(raw: &str) -> Option<Time> {
    let all_digits = matches!(raw.len(), 4 | 6) && raw.bytes().all(|byte| byte.is_ascii_digit());
    let number = |from, to| raw.get(from..to)?.parse::<i8>().ok();
    all_digits.then_some(())?;
    Time::new(number(0, 2)?, number(2, 4)?, 0, 0).ok()
}

/// TEXT of RFC 5545.
fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

/// Texts with commas between them; one with a backslash in front belongs to the text.
fn parts(value: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut escaped = false;
    for c in value.chars() {
        if c == ',' && !escaped {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    all.iter().map(|part| text::line(&unescaped(part))).filter(|part| !part.is_empty()).collect()
}

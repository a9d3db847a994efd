//! `schedule.xml`, read piece by piece: only the sessions are kept. A document type is refused, so that there are no
//! entities to expand and no address to fetch.

use super::{Around, Draft, ImportUnreadable, MAX_PEOPLE, MAX_TEXT, Raw, clock, person, text, zone};
use plenary_domain::agenda::import::Foreign;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An agenda is seven deep.
const MAX_DEPTH: usize = 24;
/// Attributes of one element that are looked at.
const MAX_SAID: usize = 32;

pub(super) fn read(input: &str) -> Result<Foreign, ImportUnreadable> {
    let mut reader = Reader::from_str(input);
    reader.config_mut().allow_dangling_amp = true;
    let mut lines = Lines { input, seen: 0, line: 1 };
    let mut walk = Walk::default();
    loop {
        let event = reader.read_event();
        let line = lines.at(usize::try_from(reader.buffer_position()).unwrap_or(input.len()));
        match event.map_err(|_| ImportUnreadable::Broken(line))? {
            Event::Start(tag) => walk.open(&tag, line)?,
            Event::Empty(tag) => {
                walk.open(&tag, line)?;
                walk.close();
            }
            Event::Text(words) => walk.say(&words),
            Event::CData(words) => walk.say(&words),
            Event::GeneralRef(name) => match text::character(&name) {
                Some(c) => walk.say(c.encode_utf8(&mut [0; 4])),
                None => walk.say("&"),
            },
            Event::End(_) => walk.close(),
            Event::DocType(_) => return Err(ImportUnreadable::Doctype(line)),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    if !walk.is_schedule {
        return Err(ImportUnreadable::Unknown);
    }
    if !walk.path.is_empty() {
        return Err(ImportUnreadable::Broken(lines.at(input.len())));
    }
    Ok(walk.draft.file)
}

/// Counts lines as the reader goes on.
struct Lines<'a> {
    input: &'a str,
    seen: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, position: usize) -> usize {
        let passed = self.input.as_bytes().get(self.seen..position).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').count() - 1;
        self.seen = self.seen.max(position);
        self.line
    }
}

#[derive(Default)]
struct Walk {
    draft: Draft,
    is_schedule: bool,
    path: Vec<String>,
    around: Around,
    session: Option<Raw>,
    /// Text of the innermost element so far.
    said: String,
    role: String,
}

impl Walk {
    fn open(&mut self, tag: &BytesStart<'_>, line: usize) -> Result<(), ImportUnreadable> {
        let name = tag.local_name().as_ref().to_ascii_lowercase();
        if self.path.len() >= MAX_DEPTH {
            return Err(ImportUnreadable::TooMuch);
        }
        self.said.clear();
        match name.as_str() {
            "schedule" if self.path.is_empty() => self.is_schedule = true,
            "generator" => self.draft.file.own = attribute(tag, "name") == "Plenary",
            "day" if self.session.is_none() => self.around.day = attribute(tag, "date").trim().parse().ok(),
            "room" if self.session.is_none() => self.around.room = attribute(tag, "name"),
            "event" if self.session.is_none() => {
                self.session = Some(Raw {
                    at: line,
                    guid: attribute(tag, "guid"),
                    id: attribute(tag, "id"),
                    code: attribute(tag, "code"),
                    ..Raw::default()
                });
            }
            "person" => self.role = attribute(tag, "role"),
            _ => {}
        }
        self.path.push(name);
        Ok(())
    }

    fn say(&mut self, words: &str) {
        if self.said.len() < MAX_TEXT * 4 {
            self.said.push_str(words);
        }
    }

    fn close(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let said = std::mem::take(&mut self.said);
        let inside = self.path.last().map_or("", String::as_str);
        match (self.session.as_mut(), inside, name.as_str()) {
            (Some(_), _, "event") => {
                if let Some(raw) = self.session.take() {
                    self.draft.schedule(raw, &self.around);
                }
            }
            (Some(raw), "event", field) => fill(raw, field, said),
            (Some(raw), "persons", "person") if raw.people.len() < MAX_PEOPLE => {
                raw.people.extend(person(&said, &self.role));
            }
            (None, "conference", "title") => self.draft.file.title = text::line(&said),
            (None, "conference", "time_zone_name") => self.around.zone = zone(&said),
            (None, "conference", "day_change") => self.around.day_change = clock(said.trim()),
            _ => {}
        }
    }
}

fn fill(raw: &mut Raw, field: &str, said: String) {
    let place = match field {
        "title" => &mut raw.title,
        "subtitle" => &mut raw.subtitle,
        "date" => &mut raw.date,
        "start" => &mut raw.start,
        "duration" => &mut raw.duration,
        "room" => &mut raw.room,
        "track" => &mut raw.track,
        "type" => &mut raw.kind,
        "abstract" => &mut raw.summary,
        "description" => &mut raw.description,
        _ => return,
    };
    *place = said;
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let mut all = tag.attributes();
    let all = all.with_checks(false).take(MAX_SAID).flatten();
    let mut found = all.filter(|said| said.key.as_ref().eq_ignore_ascii_case(name));
    found.next().map(|said| text::line(&said.value)).unwrap_or_default()
}

//! `schedule.json`, version 1. The pieces of a file are counted before it is read, so that a small file can't become a
//! large tree.

use super::{Around, Draft, ImportUnreadable, MAX_PEOPLE, Raw, clock, person, text, zone};
use plenary_domain::agenda::import::Foreign;
use serde_json::Value;

/// Objects and pieces of a file: three thousand sessions with ten people and links each, and room to spare. Together
/// they take less than 100 MiB of memory.
const MAX_OBJECTS: usize = 100_000;
const MAX_PIECES: usize = 1_000_000;

pub(super) fn read(input: &str) -> Result<Foreign, ImportUnreadable> {
    let count = |wanted: &[u8]| input.bytes().filter(|byte| wanted.contains(byte)).count();
    if count(b"{") > MAX_OBJECTS || count(b",[") > MAX_PIECES {
        return Err(ImportUnreadable::TooMuch);
    }
    let file: Value = serde_json::from_str(input).map_err(|error| ImportUnreadable::Broken(error.line()))?;
    let schedule = file.get("schedule").unwrap_or(&file);
    let conference = schedule.get("conference").ok_or(ImportUnreadable::Unknown)?;
    let mut draft = Draft::default();
    draft.file.title = text::line(&said(conference, "title"));
    draft.file.own = file.get("generator").is_some_and(|program| said(program, "name") == "Plenary");
    let mut around = Around {
        zone: zone(&said(conference, "time_zone_name")),
        day_change: clock(&said(conference, "day_change")),
        ..Around::default()
    };
    let mut number = 0;
    for day in list(conference, "days") {
        around.day = said(day, "date").trim().parse().ok();
        for (room, talks) in day.get("rooms").and_then(Value::as_object).into_iter().flatten() {
            around.room.clone_from(room);
            for talk in talks.as_array().into_iter().flatten().filter(|talk| talk.is_object()) {
                number += 1;
                draft.schedule(raw(talk, number), &around);
            }
        }
    }
    Ok(draft.file)
}

fn raw(talk: &Value, at: usize) -> Raw {
    let people = list(talk, "persons").iter().take(MAX_PEOPLE).filter_map(|one| match one {
        Value::String(name) => person(name, ""),
        one => {
            let named = ["name", "public_name", "full_public_name"].into_iter().map(|field| said(one, field));
            let name = named.into_iter().find(|name| !name.trim().is_empty()).unwrap_or_default();
            person(&name, &said(one, "role"))
        }
    });
    Raw {
        at,
        people: people.collect(),
        guid: said(talk, "guid"),
        id: said(talk, "id"),
        code: said(talk, "code"),
        title: said(talk, "title"),
        subtitle: said(talk, "subtitle"),
        date: said(talk, "date"),
        start: said(talk, "start"),
        duration: said(talk, "duration"),
        room: said(talk, "room"),
        track: said(talk, "track"),
        kind: said(talk, "type"),
        summary: said(talk, "abstract"),
        description: said(talk, "description"),
    }
}

fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// A text, or a number as text; an object with languages says its first one.
fn said(of: &Value, name: &str) -> String {
    match of.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Object(words)) => {
            let first = words.get("en").or_else(|| words.values().next());
            first.and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    }
}

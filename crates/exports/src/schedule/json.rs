//! `schedule.json`, version 1.

use super::{Day, Person, Schedule, Talk};
use serde_json::{Map, Value, json};

impl Schedule {
    /// The file, as `application/json`.
    pub fn to_json(&self) -> Vec<u8> {
        let mut conference = json!({
            "acronym": self.acronym,
            "title": self.title,
            "description": self.description,
            "start": self.first.to_string(),
            "end": self.last.to_string(),
            "daysCount": self.days.len(),
            "timeslot_duration": "00:05",
            "url": self.home,
            "tracks": self.tracks.iter()
                .map(|track| json!({ "name": track.name, "slug": track.slug, "color": track.color }))
                .collect::<Vec<_>>(),
            "rooms": self.rooms.iter()
                .map(|room| {
                    json!({ "name": room.name, "guid": room.guid, "description": room.note, "capacity": room.capacity })
                })
                .collect::<Vec<_>>(),
            "days": self.days.iter().zip(1..).map(day).collect::<Vec<_>>(),
        });
        if let Some(facts) = conference.as_object_mut().filter(|_| takes_zone(&self.zone)) {
            facts.insert("time_zone_name".into(), self.zone.as_str().into());
        }
        let file = json!({
            "$schema": "https://c3voc.de/schedule/schema.json",
            "generator": { "name": "Plenary", "version": env!("CARGO_PKG_VERSION") },
            "schedule": { "version": self.version, "base_url": self.home, "conference": conference },
        });
        file.to_string().into_bytes()
    }
}

/// The schema knows zones of the form `Area/City` and UTC.
fn takes_zone(zone: &str) -> bool {
    let word = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(|c| c.is_ascii_uppercase())
            && letters.next().is_some_and(|c| c.is_ascii_lowercase())
    };
    zone.ends_with("UTC") || zone.split_once('/').is_some_and(|(area, city)| word(area) && word(city))
}

fn day((day, index): (&Day, usize)) -> Value {
    let mut rooms = Map::new();
    for (name, _, talks) in &day.rooms {
        rooms.insert(name.clone(), talks.iter().map(talk).collect());
    }
    json!({
        "index": index,
        "date": day.date.to_string(),
        "day_start": day.start,
        "day_end": day.end,
        "rooms": rooms,
    })
}

fn talk(talk: &Talk) -> Value {
    json!({
        "guid": talk.guid,
        "id": talk.number,
        "date": talk.date,
        "start": talk.start,
        "end": talk.end,
        "duration": talk.duration,
        "room": talk.room,
        "slug": talk.slug,
        "url": talk.url,
        "title": talk.title,
        "subtitle": "",
        "track": talk.track,
        "type": talk.kind,
        "language": talk.language,
        "abstract": talk.summary,
        "description": talk.description,
        "persons": talk.people.iter().map(person).collect::<Vec<_>>(),
        "links": [],
        "attachments": [],
    })
}

fn person(person: &Person) -> Value {
    json!({
        "guid": person.guid,
        "name": person.name,
        "role": person.role.code(),
        "biography": person.about,
    })
}

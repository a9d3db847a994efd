//! What a page is about, for search engines (schema.org, JSON-LD): a block of data in the page. Browsers never run it;
//! whatever could end the block early is written as an escape, so that no title gets out of it.

use plenary_domain::Lang;
use plenary_domain::agenda::{Agenda, Session};
use plenary_domain::event::Event;
use serde_json::{Map, Value, json};

/// The event itself; `home` is the full address of its page.
pub fn event(event: &Event, lang: Lang, home: &str) -> String {
    let mut facts = core(event, lang, home);
    facts.insert("@context".into(), "https://schema.org".into());
    put(&mut facts, "description", event.lead.get(lang));
    let host = event.host.get(lang);
    if !host.is_empty() {
        facts.insert("organizer".into(), json!({ "@type": "Organization", "name": host }));
    }
    escaped(&Value::Object(facts))
}

/// One session of it; `addresses` are the full ones of the event's page and of the session's.
pub fn session(
    of: &Event,
    agenda: &Agenda,
    session: &Session,
    lang: Lang,
    addresses: (&str, &str),
) -> Option<String> {
    let (slot, zone) = (session.slot?, of.zone());
    let written =
        |at: jiff::Timestamp| at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let mut facts = Map::new();
    facts.insert("@context".into(), "https://schema.org".into());
    facts.insert("@type".into(), "Event".into());
    put(&mut facts, "name", session.title.get(lang));
    put(&mut facts, "description", session.summary.get(lang));
    facts.insert("url".into(), addresses.1.into());
    facts.insert("startDate".into(), written(slot.starts_at(&zone)).into());
    facts.insert("endDate".into(), written(slot.ends_at(&zone)).into());
    facts.insert("eventStatus".into(), status(session.cancelled));
    facts.insert("eventAttendanceMode".into(), "https://schema.org/OfflineEventAttendanceMode".into());
    facts.insert("location".into(), location(of, lang, room(agenda, session, lang)));
    facts.insert("inLanguage".into(), session.title.lang_of(lang).code().into());
    if let Some(seats) = session.seats {
        facts.insert("maximumAttendeeCapacity".into(), seats.into());
    }
    let people: Vec<Value> = performers(agenda, session, lang).collect();
    if !people.is_empty() {
        facts.insert("performer".into(), people.into());
    }
    facts.insert("superEvent".into(), Value::Object(core(of, lang, addresses.0)));
    Some(escaped(&Value::Object(facts)))
}

/// What an event is called, when and where.
fn core(event: &Event, lang: Lang, home: &str) -> Map<String, Value> {
    let mut facts = Map::new();
    facts.insert("@type".into(), "Event".into());
    put(&mut facts, "name", event.title.get(lang));
    facts.insert("url".into(), home.into());
    facts.insert("startDate".into(), event.starts_on.to_string().into());
    facts.insert("endDate".into(), event.ends_on.to_string().into());
    facts.insert("eventStatus".into(), status(false));
    facts.insert("eventAttendanceMode".into(), "https://schema.org/OfflineEventAttendanceMode".into());
    facts.insert("location".into(), location(event, lang, ""));
    facts.insert("inLanguage".into(), lang.code().into());
    facts
}

fn status(cancelled: bool) -> Value {
    format!("https://schema.org/Event{}", if cancelled { "Cancelled" } else { "Scheduled" }).into()
}

fn put(facts: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.trim().is_empty() {
        facts.insert(name.into(), text.trim().into());
    }
}

fn room<'a>(agenda: &'a Agenda, session: &'a Session, lang: Lang) -> &'a str {
    let room = session.room.and_then(|id| agenda.room(id)).map(|room| room.name.get(lang));
    room.unwrap_or_else(|| session.place.get(lang))
}

/// A place with its address; from near to far.
fn location(event: &Event, lang: Lang, room: &str) -> Value {
    let (venue, city) = (event.venue.get(lang).trim(), event.place.get(lang).trim());
    let names = [room.trim(), venue].into_iter().filter(|part| !part.is_empty());
    let name = names.collect::<Vec<_>>().join(", ");
    let name = if name.is_empty() { city } else { name.as_str() };
    json!({ "@type": "Place", "name": name, "address": city })
}

fn performers<'a>(agenda: &'a Agenda, session: &'a Session, lang: Lang) -> impl Iterator<Item = Value> + 'a {
    session.speakers.iter().filter_map(move |person| {
        let speaker = agenda.speaker(person.speaker)?;
        let mut facts = Map::new();
        facts.insert("@type".into(), "Person".into());
        put(&mut facts, "name", speaker.name.get(lang));
        put(&mut facts, "jobTitle", &speaker.affiliation(lang));
        Some(Value::Object(facts))
    })
}

/// JSON in which nothing can be taken for the end of a script, for a comment or for a line end of JavaScript.
fn escaped(value: &Value) -> String {
    value.to_string().chars().fold(String::new(), |mut out, c| {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test is meant to panic")]
    use super::*;
    use crate::samples::{event as sample, session as talk};
    use plenary_domain::LocalText;

    fn read(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn an_event_says_what_when_and_where() {
        let facts = read(&event(&sample(), Lang::En, "https://events.example.org/en/almaty-2027"));
        assert_eq!((&facts["@context"], &facts["@type"]), (&json!("https://schema.org"), &json!("Event")));
        assert_eq!(facts["name"], "Almaty Round Table 2027");
        assert_eq!((&facts["startDate"], &facts["endDate"]), (&json!("2027-05-31"), &json!("2027-05-31")));
        assert_eq!(
            facts["location"],
            json!({ "@type": "Place", "name": "House of Friendship", "address": "Almaty, Kazakhstan" })
        );
    }

    #[test]
    fn a_session_has_its_moment_and_a_cancelled_one_says_so() {
        let one = talk(1, 9, |s| s.cancelled = true);
        let facts = read(&session(&sample(), &Agenda::default(), &one, Lang::En, ("home", "own")).unwrap());
        assert_eq!(facts["startDate"], "2027-05-31T09:15:00+05:00");
        assert_eq!(facts["eventStatus"], "https://schema.org/EventCancelled");
        assert_eq!((&facts["url"], &facts["superEvent"]["url"]), (&json!("own"), &json!("home")));
        assert_eq!(facts["location"]["name"], "Foyer, House of Friendship");
        let unplanned = talk(1, 9, |s| s.slot = None);
        assert_eq!(session(&sample(), &Agenda::default(), &unplanned, Lang::En, ("", "")), None);
    }

    #[test]
    fn no_title_gets_out_of_the_block() {
        for hostile in
            ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;/script>", "\u{2028}\""]
        {
            let one = talk(1, 9, |s| s.title = LocalText::default().with(Lang::En, hostile));
            let text = session(&sample(), &Agenda::default(), &one, Lang::En, ("", "")).unwrap();
            assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
            assert_eq!(read(&text)["name"], hostile.trim(), "{hostile}");
        }
    }
}

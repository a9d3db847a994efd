//! `schedule.xml`.

use super::{Day, Schedule, Talk};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

type Out = Writer<Vec<u8>>;

impl Schedule {
    /// The file, as `application/xml`.
    pub fn to_xml(&self) -> Vec<u8> {
        let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing into memory can't fail; a file that is empty would be noticed by every reader.
        match self.write(&mut out) {
            Ok(()) => out.into_inner(),
            Err(_) => Vec::new(),
        }
    }

    fn write(&self, out: &mut Out) -> io::Result<()> {
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        out.create_element("schedule").write_inner_content(|out| {
            out.create_element("generator")
                .with_attributes([("name", "Plenary"), ("version", env!("CARGO_PKG_VERSION"))])
                .write_empty()?;
            text(out, "url", &self.own)?;
            text(out, "version", &self.version)?;
            self.conference(out)?;
            for (number, one) in (1_usize..).zip(&self.days) {
                day(out, number, one)?;
            }
            Ok(())
        })?;
        Ok(())
    }

    fn conference(&self, out: &mut Out) -> io::Result<()> {
        out.create_element("conference").write_inner_content(|out| {
            text(out, "title", &self.title)?;
            text(out, "acronym", &self.acronym)?;
            text(out, "start", &self.first.to_string())?;
            text(out, "end", &self.last.to_string())?;
            text(out, "days", &self.days.len().to_string())?;
            text(out, "timeslot_duration", "00:05")?;
            text(out, "base_url", &self.home)?;
            text(out, "url", &self.home)?;
            text(out, "time_zone_name", &self.zone)?;
            for track in &self.tracks {
                let said =
                    [("name", track.name.as_str()), ("color", track.color), ("slug", track.slug.as_str())];
                out.create_element("track").with_attributes(said).write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

fn text(out: &mut Out, name: &str, value: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(value))?;
    Ok(())
}

fn day(out: &mut Out, number: usize, day: &Day) -> io::Result<()> {
    let (date, number) = (day.date.to_string(), number.to_string());
    let said = [
        ("index", number.as_str()),
        ("date", &date),
        ("start", day.start.as_str()),
        ("end", day.end.as_str()),
    ];
    out.create_element("day").with_attributes(said).write_inner_content(|out| {
        for (name, guid, talks) in &day.rooms {
            let guid = guid.map(|guid| guid.to_string());
            let mut room = out.create_element("room").with_attribute(("name", name.as_str()));
            if let Some(guid) = &guid {
                room = room.with_attribute(("guid", guid.as_str()));
            }
            room.write_inner_content(|out| talks.iter().try_for_each(|one| talk(out, one)))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn talk(out: &mut Out, talk: &Talk) -> io::Result<()> {
    let (id, guid) = (talk.number.to_string(), talk.guid.to_string());
    let said = [("id", id.as_str()), ("guid", guid.as_str())];
    out.create_element("event").with_attributes(said).write_inner_content(|out| {
        for (name, value) in [
            ("date", &talk.date),
            ("start", &talk.start),
            ("duration", &talk.duration),
            ("room", &talk.room),
            ("slug", &talk.slug),
            ("url", &talk.url),
            ("title", &talk.title),
            ("track", &talk.track),
            ("abstract", &talk.summary),
            ("description", &talk.description),
        ] {
            text(out, name, value)?;
        }
        text(out, "type", talk.kind)?;
        if let Some(language) = &talk.language {
            text(out, "language", language)?;
        }
        persons(out, talk)
    })?;
    Ok(())
}

fn persons(out: &mut Out, talk: &Talk) -> io::Result<()> {
    out.create_element("persons").write_inner_content(|out| {
        for person in &talk.people {
            let guid = person.guid.to_string();
            out.create_element("person")
                .with_attribute(("guid", guid.as_str()))
                .write_text_content(BytesText::new(&person.name))?;
        }
        Ok(())
    })?;
    Ok(())
}

//! Calendars and feeds: every address under which other programs find the agenda, with what it is for; and the list
//! that other sites put into their pages.

use crate::frame::{EventFrame, Frame, Page};
use crate::texts::T;
use plenary_domain::agenda::{Agenda, Session};
use std::borrow::Cow;

/// A QR code: modules of a side, and the dark ones as a path.
pub type Drawn = (usize, String);

/// One address for other programs.
pub struct Feed {
    pub title: Cow<'static, str>,
    /// What it is for.
    pub note: Cow<'static, str>,
    /// The whole address, to be copied.
    pub address: String,
    /// Opens the calendar program of the device.
    pub subscribe: Option<String>,
    pub qr: Drawn,
}

/// A day with its files.
pub struct DayFiles {
    pub name: String,
    pub ics: String,
    /// The order of the day on paper.
    pub pdf: String,
}

#[derive(askama::Template)]
#[template(path = "public/feeds.html")]
pub struct FeedsPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    /// Nothing is released yet otherwise.
    pub released: bool,
    pub feeds: Vec<Feed>,
    pub days: Vec<DayFiles>,
    /// To be copied into another site.
    pub snippet: String,
}

impl Page for FeedsPage<'_> {}

impl<'a> FeedsPage<'a> {
    /// `base` is where the site is reached; `draw` makes the code of an address.
    pub fn new(
        frame: Frame,
        head: EventFrame<'a>,
        released: bool,
        base: &str,
        draw: &dyn Fn(&str) -> Option<Drawn>,
    ) -> Self {
        let (t, urls) = (frame.t, &head.urls);
        let feed = |title, note, path: String, calendar: bool| {
            let address = format!("{base}{path}");
            Feed {
                title,
                note,
                subscribe: calendar.then(|| webcal(&address)),
                qr: draw(&address).unwrap_or_default(),
                address,
            }
        };
        let feeds = vec![
            feed(t.feeds_calendar(), t.feeds_calendar_note(), urls.agenda_ics(), true),
            feed(t.feeds_xml(), t.feeds_xml_note(), urls.schedule_xml(), false),
            feed(t.feeds_json(), t.feeds_json_note(), urls.schedule_json(), false),
        ];
        let day = |day| DayFiles {
            name: t.date_weekday(day),
            ics: urls.agenda_day_ics(day),
            pdf: urls.agenda_day_pdf(day),
        };
        Self {
            released,
            days: head.event.days().into_iter().map(day).collect(),
            snippet: snippet(&head, t, base),
            feeds,
            frame,
            head,
        }
    }
}

fn webcal(address: &str) -> String {
    address.split_once("://").map_or_else(|| address.to_owned(), |(_, rest)| format!("webcal://{rest}"))
}

/// A frame for another site. The title is ours and in no need of more than its quotes being taken out.
fn snippet(head: &EventFrame<'_>, t: T, base: &str) -> String {
    let title: String =
        head.event.title.get(t.lang).chars().filter(|c| !matches!(c, '"' | '<' | '>' | '&')).collect();
    format!(
        "<iframe src=\"{base}{}\" title=\"{title}\" width=\"100%\" height=\"600\" loading=\"lazy\"></iframe>",
        head.urls.embed()
    )
}

/// A session in the list for other sites.
pub struct EmbedLine<'a> {
    pub title: &'a str,
    pub title_lang: &'static str,
    pub href: String,
    pub time: String,
    pub place: String,
    pub cancelled: bool,
    /// A break leads nowhere.
    pub pause: bool,
}

#[derive(askama::Template)]
#[template(path = "public/embed.html")]
pub struct EmbedPage<'a> {
    pub frame: Frame,
    pub head: EventFrame<'a>,
    /// Whole address of the agenda.
    pub agenda: String,
    pub zone_note: String,
    pub days: Vec<(String, Vec<EmbedLine<'a>>)>,
}

impl Page for EmbedPage<'_> {}

impl<'a> EmbedPage<'a> {
    pub fn new(frame: Frame, head: EventFrame<'a>, agenda: &'a Agenda, base: &str) -> Self {
        let t = frame.t;
        let line = |session: &'a Session| embed_line(t, &head, agenda, session, base);
        let shown = |session: &&&Session| !session.is_closed();
        let days = head.event.days().into_iter();
        let days = days.map(|day| {
            let sessions = agenda.on(day);
            (t.date_full(day), sessions.iter().filter(shown).map(|session| line(session)).collect::<Vec<_>>())
        });
        Self {
            days: days.filter(|(_, lines)| !lines.is_empty()).collect(),
            zone_note: super::agenda::zone_note(t, &head, head.event.starts_on),
            agenda: format!("{base}{}", head.urls.agenda()),
            frame,
            head,
        }
    }
}

fn embed_line<'a>(
    t: T,
    head: &EventFrame<'_>,
    agenda: &'a Agenda,
    session: &'a Session,
    base: &str,
) -> EmbedLine<'a> {
    let zone = head.event.zone();
    let hour = |at: jiff::civil::DateTime| at.strftime("%H:%M").to_string();
    let time = session
        .slot
        .map(|slot| format!("{}–{}", hour(slot.starts()), hour(slot.ends_on_the_clock(&zone))))
        .unwrap_or_default();
    let room = session.room.and_then(|id| agenda.room(id)).map(|room| room.name.get(t.lang));
    EmbedLine {
        title: session.title.get(t.lang),
        title_lang: session.title.lang_of(t.lang).code(),
        href: format!("{base}{}", head.urls.session(session.number)),
        time,
        place: room.unwrap_or_else(|| session.place.get(t.lang)).to_owned(),
        cancelled: session.cancelled,
        pause: session.kind.is_pause(),
    }
}

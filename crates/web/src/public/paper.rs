//! The order of one day on paper, as a numbered PDF.

use super::{event, lang};
use crate::cache::{Fresh, public};
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::civil::Date;
use plenary_domain::agenda::{Agenda, Session, SessionSpeaker};
use plenary_domain::{Event, Lang};
use plenary_exports::order::{OrderEntry, OrderOfDay};
use plenary_pages::T;
use plenary_pages::texts::dates::{moment_of, offset};
use plenary_store::Release;

pub(crate) async fn day(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let day: Date = path.2.parse().map_err(|_| WebError::NotFound)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        if !event.days().contains(&day) {
            return Err(WebError::NotFound);
        }
        let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
        let order = order(T::new(lang), &event, &release, day);
        // Setting a long day takes some milliseconds, which other requests need not wait for.
        let made = tokio::task::spawn_blocking(move || order.to_pdf()).await.map_err(WebError::internal)?;
        let body = made.ok_or_else(|| WebError::Internal("the order of the day could not be set".into()))?;
        Ok(Fresh::file("application/pdf", body))
    })
    .await
}

fn order(t: T, event: &Event, release: &Release, day: Date) -> OrderOfDay {
    let zone = event.zone();
    let noon = moment_of(day, jiff::civil::time(12, 0, 0, 0), &zone);
    let place = [event.venue.get(t.lang), event.place.get(t.lang)];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let times = t.zone_note(offset(noon, &zone), t.zone_city(&event.time_zone));
    let agenda = &release.agenda;
    let shown = agenda.on(day).into_iter().filter(|session| !session.is_closed());
    OrderOfDay {
        lang: t.lang,
        heading: t.order_heading().into_owned(),
        event: event.title.get(t.lang).to_owned(),
        short: event.short_title.get(t.lang).to_owned(),
        day: t.date_full(day),
        issue: t.agenda_release(t.moment(release.released_at, &zone), release.number),
        place: format!("{}. {times}", place.join(", ")),
        entries: shown.map(|session| entry(t, event, agenda, session)).collect(),
        nothing: t.agenda_empty_day().into_owned(),
    }
}

fn entry(t: T, event: &Event, agenda: &Agenda, session: &Session) -> OrderEntry {
    let zone = event.zone();
    let hour = |at: jiff::civil::DateTime| at.strftime("%H:%M").to_string();
    let time = session.slot.map(|slot| (slot.starts(), slot.ends_on_the_clock(&zone)));
    let room = session.room.and_then(|id| agenda.room(id)).map(|room| room.name.get(t.lang));
    let mut people: Vec<_> = session.speakers.iter().collect();
    people.sort_by_key(|person| person.role);
    OrderEntry {
        time: time.map(|(from, to)| format!("{}–{}", hour(from), hour(to))).unwrap_or_default(),
        title: session.title.get(t.lang).to_owned(),
        note: if session.cancelled { t.agenda_cancelled().into_owned() } else { String::new() },
        place: room.unwrap_or_else(|| session.place.get(t.lang)).to_owned(),
        people: people.into_iter().filter_map(|person| said(t, agenda, person, t.lang)).collect(),
        small: session.kind.is_pause(),
    }
}

/// "Chair: A. B., Head of Department"
fn said(t: T, agenda: &Agenda, person: &SessionSpeaker, lang: Lang) -> Option<String> {
    let speaker = agenda.speaker(person.speaker)?;
    let about = speaker.affiliation(lang);
    let about = if about.is_empty() { about } else { format!(", {about}") };
    Some(format!("{}: {}{about}", t.speaker_role(person.role), speaker.name.get(lang)))
}

//! Public pages: the same for everybody, kept as bytes.

pub(crate) mod agenda;
pub(crate) mod calendar;
pub(crate) mod event;
pub(crate) mod events;
pub(crate) mod feeds;
pub(crate) mod index;
pub(crate) mod items;
pub(crate) mod my_agenda;
pub(crate) mod now;
pub(crate) mod paper;
pub(crate) mod releases;
pub(crate) mod session;
pub(crate) mod speakers;
pub(crate) mod speaking;

use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::HttpRequest;
use jiff::Timestamp;
use plenary_domain::Lang;
use plenary_domain::event::{Event, RegistrationWindow};
use plenary_domain::ids::EventId;
use plenary_pages::public::{AgendaQuery, Seats, SeatsLeft};
use plenary_pages::{EventFrame, Frame, Nav};

/// The language of an address; anything else in its place is no page of ours.
pub(crate) fn lang(code: &str) -> Result<Lang, WebError> {
    Lang::parse(code).ok_or(WebError::NotFound)
}

/// A public event that exists in this language.
pub(crate) async fn event(ctx: &Ctx, lang: Lang, slug: &str) -> Result<Event, WebError> {
    let event = ctx.site.store.event_by_slug(slug).await?;
    if event.public && event.languages.contains(&lang) { Ok(event) } else { Err(WebError::NotFound) }
}

pub(crate) fn is_open(event: &Event, now: Timestamp) -> bool {
    matches!(event.registration_window(now), RegistrationWindow::Open { .. })
}

/// Filters, words and zone of an address.
pub(crate) fn query_of(req: &HttpRequest) -> AgendaQuery {
    AgendaQuery::parse(url::form_urlencoded::parse(req.query_string().as_bytes()))
}

/// Head and frame of a page of an event; `address` is where it is in another language.
pub(crate) fn frames<'a>(
    ctx: &Ctx,
    lang: Lang,
    event: &'a Event,
    nav: Nav,
    address: impl Fn(Lang) -> String,
) -> (Frame, EventFrame<'a>) {
    (Frame::new(lang, &event.languages, address), EventFrame::new(lang, event, nav, is_open(event, ctx.now)))
}

/// Seats of all sessions that one signs up for.
pub(crate) async fn seats(ctx: &Ctx, event: EventId) -> Result<Seats, WebError> {
    let seats = ctx.site.store.seats_left(event).await?;
    let left = |(id, s): (_, plenary_store::Seats)| {
        (id, SeatsLeft { total: s.total, left: (s.total - s.taken).max(0), waiting: s.waiting })
    };
    Ok(seats.into_iter().map(left).collect())
}

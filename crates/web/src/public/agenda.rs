//! The agenda: one day for each address. The address without a day shows today, or else the first day; with filters
//! it shows what was found on all days.

use super::{event, frames, lang, query_of, seats};
use crate::cache::{Fresh, variant};
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::agenda::Agenda;
use plenary_domain::event::Event;
use plenary_pages::public::{AgendaFacts, AgendaPage, AgendaQuery, Picked, Shown};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, Page};

/// Which part of the agenda an address names.
#[derive(Clone, Copy)]
enum Wanted {
    Any,
    Day(Date),
    All,
}

pub(crate) async fn whole(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (lang, query) = (lang(&path.0)?, query_of(&req));
    let page = render(&ctx, lang, &path.1, Wanted::Any, &query);
    variant(&ctx, &req, &query.to_query(), page).await
}

pub(crate) async fn day(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let (lang, query) = (lang(&path.0)?, query_of(&req));
    let wanted = match path.2.as_str() {
        "all" => Wanted::All,
        day => Wanted::Day(day.parse().map_err(|_| WebError::NotFound)?),
    };
    let page = render(&ctx, lang, &path.1, wanted, &query);
    variant(&ctx, &req, &query.to_query(), page).await
}

async fn render(
    ctx: &Ctx,
    lang: Lang,
    slug: &str,
    wanted: Wanted,
    query: &AgendaQuery,
) -> Result<Fresh, WebError> {
    let event = event(ctx, lang, slug).await?;
    let shown = shown(ctx, &event, wanted, query)?;
    let release = ctx.site.store.released_agenda(event.id).await?;
    let seats = seats(ctx, event.id).await?;
    let address = |of: Lang| {
        let urls = EventUrls::new(of, &event);
        query.on(&match wanted {
            Wanted::Any => urls.agenda(),
            Wanted::Day(day) => urls.agenda_day(day),
            Wanted::All => urls.agenda_all(),
        })
    };
    let (frame, head) = frames(ctx, lang, &event, Nav::Agenda, address);
    let nothing = Agenda::default();
    let agenda = release.as_ref().map_or(&nothing, |release| &release.agenda);
    let found = release.as_ref().filter(|_| !query.words.is_empty()).map(|release| {
        let index = ctx.site.indices.of(event.id, release.number, &release.agenda);
        index.find(&query.words)
    });
    let facts = AgendaFacts {
        agenda,
        released: release.as_ref().map(|release| (release.number, release.released_at)),
        shown,
        seats: &seats,
        query,
        picked: &Picked::new(query, agenda, found),
    };
    let page = AgendaPage::new(frame, head.in_zone(query.zone.as_deref()), &facts);
    Ok(page.html().map_err(WebError::internal)?.into())
}

fn shown(ctx: &Ctx, event: &Event, wanted: Wanted, query: &AgendaQuery) -> Result<Shown, WebError> {
    let today = ctx.now.to_zoned_datetime(event.zone()).date();
    let days = event.days();
    match wanted {
        Wanted::All => Ok(Shown::All),
        Wanted::Day(day) if days.contains(&day) => Ok(Shown::Day(day)),
        Wanted::Day(_) => Err(WebError::NotFound),
        Wanted::Any if query.narrows() => Ok(Shown::All),
        Wanted::Any if days.contains(&today) => Ok(Shown::Day(today)),
        Wanted::Any => Ok(Shown::Day(event.starts_on)),
    }
}

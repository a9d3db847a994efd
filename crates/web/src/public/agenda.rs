//! The agenda: one day for each address. The address without a day shows today, or else the first day.

use super::{event, frames, lang, seats};
use crate::cache::{Fresh, public};
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::agenda::Agenda;
use plenary_pages::public::AgendaPage;
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, Page};

pub(crate) async fn whole(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, render(&ctx, lang, &path.1, None)).await
}

pub(crate) async fn day(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let day: Date = path.2.parse().map_err(|_| WebError::NotFound)?;
    public(&ctx, &req, render(&ctx, lang, &path.1, Some(day))).await
}

async fn render(ctx: &Ctx, lang: Lang, slug: &str, wanted: Option<Date>) -> Result<Fresh, WebError> {
    let event = event(ctx, lang, slug).await?;
    let today = ctx.now.to_zoned_datetime(event.zone()).date();
    let days = event.days();
    let day = match wanted {
        Some(day) if days.contains(&day) => day,
        Some(_) => return Err(WebError::NotFound),
        None if days.contains(&today) => today,
        None => event.starts_on,
    };
    let release = ctx.site.store.released_agenda(event.id).await?;
    let seats = seats(ctx, event.id).await?;
    let address = |of: Lang| {
        let urls = EventUrls::new(of, &event);
        wanted.map_or_else(|| urls.agenda(), |day| urls.agenda_day(day))
    };
    let (frame, head) = frames(ctx, lang, &event, Nav::Agenda, address);
    let nothing = Agenda::default();
    let agenda = release.as_ref().map_or(&nothing, |release| &release.agenda);
    let released = release.as_ref().map(|release| (release.number, release.released_at));
    let page = AgendaPage::new(frame, head, agenda, released, day, &seats);
    Ok(page.html().map_err(WebError::internal)?.into())
}

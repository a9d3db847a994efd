//! Calendar files of the released agenda: all of it, a day, a session.

use super::{event, lang};
use crate::cache::{Fresh, public};
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::agenda::Session;
use plenary_domain::event::Event;
use plenary_exports::ics;
use plenary_pages::urls::EventUrls;

pub(crate) async fn agenda(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, file(&ctx, lang, &path.1, |session| !session.kind.is_pause())).await
}

pub(crate) async fn day(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let day: Date = path.2.parse().map_err(|_| WebError::NotFound)?;
    let on =
        move |session: &Session| session.slot.is_some_and(|slot| slot.day == day) && !session.kind.is_pause();
    public(&ctx, &req, file(&ctx, lang, &path.1, on)).await
}

pub(crate) async fn session(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let number: i32 = path.2.parse().map_err(|_| WebError::NotFound)?;
    public(&ctx, &req, file(&ctx, lang, &path.1, move |session| session.number == number)).await
}

async fn file(
    ctx: &Ctx,
    lang: Lang,
    slug: &str,
    wanted: impl Fn(&Session) -> bool,
) -> Result<Fresh, WebError> {
    let event = event(ctx, lang, slug).await?;
    let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
    let shown = |session: &Session| !session.is_closed() && wanted(session);
    let calendar = ics::agenda(&event, &release.agenda, lang, &link(ctx, lang, &event), host(ctx), &shown);
    if calendar.events.is_empty() {
        return Err(WebError::NotFound);
    }
    Ok(Fresh::file("text/calendar; charset=utf-8", calendar.to_bytes()).for_all_sites())
}

/// The full address of a session's page.
pub(crate) fn link(ctx: &Ctx, lang: Lang, event: &Event) -> impl Fn(i32) -> String {
    let (base, urls) = (ctx.site.options.base_url.clone(), EventUrls::new(lang, event));
    move |number| format!("{base}{}", urls.session(number))
}

/// What identifiers of calendar entries end with.
pub(crate) fn host(ctx: &Ctx) -> &str {
    ctx.site.options.host()
}

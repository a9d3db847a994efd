//! No more letters that go to many: a page with one button, since programs that look at mail open every address in it.
//! The button of a mail program (RFC 8058) sends the same as ours, with whatever it likes in its form.

use super::missed;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::public::{frames, lang};
use crate::respond::{page as send_page, see_other};
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::event::Event;
use plenary_pages::Nav;
use plenary_pages::public::StopLettersPage;
use plenary_pages::urls::EventUrls;

type Path = web::Path<(String, String, String)>;

/// The event whether it is public or not: whoever has a letter may stop the next one.
async fn event(ctx: &Ctx, code: &str, slug: &str) -> Result<(Lang, Event), WebError> {
    let lang = lang(code)?;
    Ok((lang, ctx.site.store.event_by_slug(slug).await?))
}

pub(crate) async fn page(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let (lang, event) = event(&ctx, &path.0, &path.1).await?;
    let found = ctx.site.store.letters_stopped(event.id, &path.2).await;
    let (_, stopped) = found.map_err(|error| missed(&ctx, error))?;
    let (frame, head) =
        frames(&ctx, lang, &event, Nav::Other, |of| EventUrls::new(of, &event).stop_letters(&path.2));
    send_page(&StopLettersPage { frame, head: head.plain(), token: path.2.clone(), stopped })
}

pub(crate) async fn save(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let (lang, event) = event(&ctx, &path.0, &path.1).await?;
    let (store, act, id, token) = (ctx.site.store.clone(), ctx.act(Actor::Nobody), event.id, path.2.clone());
    let stop = req.query_string() != "again";
    let done = ctx.write(async move { store.stop_letters(act, id, &token, stop).await }).await?;
    done.map_err(|error| missed(&ctx, error))?;
    Ok(see_other(&EventUrls::new(lang, &event).stop_letters(&path.2)))
}

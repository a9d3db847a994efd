//! The page of an event and its notice about personal data.

use super::{event, frames, lang};
use crate::cache::public;
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_exports::json_ld;
use plenary_pages::public::{EventPage, NoticePage};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, Page};

type Path = web::Path<(String, String)>;

pub(crate) async fn home(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        let release = ctx.site.store.released_agenda(event.id).await?;
        let (frame, head) = frames(&ctx, lang, &event, Nav::Home, |of| EventUrls::new(of, &event).home());
        let home = format!("{}{}", ctx.site.options.base_url, EventUrls::new(lang, &event).home());
        let frame = frame.with_data(Some(json_ld::event(&event, lang, &home)));
        let page = EventPage::new(frame, head, release.as_ref().map(|release| &release.agenda), ctx.now);
        Ok(page.html().map_err(WebError::internal)?.into())
    })
    .await
}

pub(crate) async fn notice(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        let (frame, head) = frames(&ctx, lang, &event, Nav::Other, |of| EventUrls::new(of, &event).notice());
        Ok(NoticePage { frame, head }.html().map_err(WebError::internal)?.into())
    })
    .await
}

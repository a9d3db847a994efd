//! People of the released agenda.

use super::{event, frames, lang};
use crate::cache::public;
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_pages::public::{SpeakerPage, SpeakersPage};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, Page};

pub(crate) async fn list(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        let release = ctx.site.store.released_agenda(event.id).await?;
        let address = |of| EventUrls::new(of, &event).speakers();
        let (frame, head) = frames(&ctx, lang, &event, Nav::Speakers, address);
        let page = SpeakersPage::new(frame, head, release.as_ref().map(|release| &release.agenda));
        Ok(page.html().map_err(WebError::internal)?.into())
    })
    .await
}

pub(crate) async fn page(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
        let address = |of| EventUrls::new(of, &event).speaker(&path.2);
        let (frame, head) = frames(&ctx, lang, &event, Nav::Speakers, address);
        let page = SpeakerPage::new(frame, head, &release.agenda, &path.2).ok_or(WebError::NotFound)?;
        Ok(page.html().map_err(WebError::internal)?.into())
    })
    .await
}

//! People of the released agenda.

use super::{event, frames, lang};
use crate::cache::public;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::files::{hand_out, id_of};
use actix_web::http::header::{self, HeaderValue};
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

/// The photo of somebody whom the current release shows. It never changes: another one has another address.
pub(crate) async fn portrait(
    ctx: Ctx,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let event = event(&ctx, lang(&path.0)?, &path.1).await?;
    let id = id_of(&path.2)?;
    let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
    if !release.agenda.is_portrait(id) {
        return Err(WebError::NotFound);
    }
    let mut response = hand_out(ctx.site.store.public_file(event.id, id).await?);
    // Ten minutes: somebody who takes the photo away wants it gone soon.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=600"));
    Ok(response)
}

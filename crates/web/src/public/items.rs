//! The annotated agenda as released, and documents for everybody.

use super::{event, frames, lang};
use crate::cache::public;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::files::hand_out;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::agenda::{Agenda, DocumentSource};
use plenary_domain::ids::DocumentId;
use plenary_pages::public::ItemsPage;
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, Page};

pub(crate) async fn page(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        let release = ctx.site.store.released_agenda(event.id).await?;
        let nothing = Agenda::default();
        let agenda = release.as_ref().map_or(&nothing, |release| &release.agenda);
        let address = |of| EventUrls::new(of, &event).items();
        let (frame, head) = frames(&ctx, lang, &event, Nav::Other, address);
        let page = ItemsPage::new(frame, head, agenda, ctx.now);
        Ok(page.html().map_err(WebError::internal)?.into())
    })
    .await
}

/// A PDF of a document that is released, for everybody, and no longer under embargo.
pub(crate) async fn document(
    ctx: Ctx,
    path: web::Path<(String, String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let event = event(&ctx, lang(&path.0)?, &path.1).await?;
    let id: DocumentId = path.2.parse().map_err(|_| WebError::NotFound)?;
    let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
    let found = release.agenda.document(id).filter(|document| document.is_public(ctx.now));
    let mut versions = found.into_iter().flat_map(|document| &document.versions);
    let source = versions.find(|version| version.lang == path.3).map(|version| &version.source);
    let Some(DocumentSource::File { id, .. }) = source else { return Err(WebError::NotFound) };
    Ok(hand_out(ctx.site.store.public_file(event.id, *id).await?))
}

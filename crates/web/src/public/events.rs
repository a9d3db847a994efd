//! The list of events, and the root that leads to it.

use crate::cache::public;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::respond::see_other;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::Lang;
use plenary_pages::public::EventsPage;
use plenary_pages::{Frame, Page, urls};

/// The only place where the browser's languages choose.
pub(crate) async fn root(ctx: Ctx) -> HttpResponse {
    let mut response = see_other(&urls::events(ctx.browser_lang));
    let vary = actix_web::http::header::HeaderValue::from_static("Accept-Language");
    response.headers_mut().insert(actix_web::http::header::VARY, vary);
    response
}

pub(crate) async fn list(
    ctx: Ctx,
    req: HttpRequest,
    lang: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let lang = super::lang(&lang)?;
    public(&ctx, &req, async {
        let events = ctx.site.store.public_events().await?;
        let frame = Frame::new(lang, &Lang::ALL, urls::events);
        Ok(EventsPage::new(frame, &events, ctx.now).html().map_err(WebError::internal)?.into())
    })
    .await
}

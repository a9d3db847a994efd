//! For load balancers: is the process alive, and can it work.

use crate::ctx::Ctx;
use actix_web::HttpResponse;
use actix_web::http::header;

/// The process answers.
pub(crate) async fn healthz() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("text/plain")
        .body("ok\n")
}

/// The database answers and has every migration.
pub(crate) async fn readyz(ctx: Ctx) -> HttpResponse {
    let ready = matches!(ctx.site.store.ready().await, Ok(true));
    let (mut response, word) = if ready {
        (HttpResponse::Ok(), "ready\n")
    } else {
        (HttpResponse::ServiceUnavailable(), "the database does not answer or lacks migrations\n")
    };
    response.insert_header((header::CACHE_CONTROL, "no-store")).content_type("text/plain").body(word)
}

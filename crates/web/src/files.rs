//! Files as they are handed out: a guarded address that leads to a ticket, and the ticket's own address, which reads and
//! sets no cookie and lets nothing of what it hands out run.

use crate::ctx::Ctx;
use crate::error::WebError;
use crate::public::{event, lang};
use crate::registration::{mine, missed};
use crate::respond::see_other;
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use plenary_domain::actor::Actor;
use plenary_domain::file::KeptFile;
use plenary_domain::ids::FileId;
use plenary_pages::urls;
use plenary_store::{Download, FileTicket, StoreError};

type Path = web::Path<(String, String, String, String)>;

pub(crate) fn id_of(text: &str) -> Result<FileId, WebError> {
    text.parse().map_err(|_| WebError::NotFound)
}

/// To the ticket's address.
pub(crate) fn lead_to(ticket: &FileTicket) -> HttpResponse {
    see_other(&urls::file(&ticket.ticket, &ticket.name))
}

/// A file of one's own registration.
pub(crate) async fn of_registration(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let (event, registration) = mine(&ctx, lang(&path.0)?, &path.1, &path.2).await?;
    let (store, act) = (ctx.site.store.clone(), ctx.act(Actor::Delegate(registration.id)));
    let id = id_of(&path.3)?;
    let ticket = ctx.write(async move { store.file_of_registration(act, event.id, id).await }).await??;
    Ok(lead_to(&ticket))
}

/// A file of a registration that was begun.
pub(crate) async fn of_draft(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let event = event(&ctx, lang(&path.0)?, &path.1).await?;
    let found =
        ctx.site.store.file_of_draft(event.id, &path.2.to_lowercase(), id_of(&path.3)?, ctx.now).await;
    Ok(lead_to(&found.map_err(|error| missed(&ctx, error))?))
}

/// The file itself. A ticket that is foreign or over is an address that does not exist.
pub(crate) async fn download(ctx: Ctx, path: web::Path<(String, String)>) -> Result<HttpResponse, WebError> {
    let (store, now, ticket) = (ctx.site.store.clone(), ctx.now, path.into_inner().0);
    let found = ctx.write(async move { store.download(&ticket, now).await }).await?;
    let found = found.map_err(|error| match error {
        StoreError::NotFound => missed(&ctx, error),
        other => other.into(),
    })?;
    Ok(hand_out(found))
}

/// What is handed out, in a way that lets nothing of it run.
pub(crate) fn hand_out(found: Download) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, found.file.media.code()))
        .insert_header((header::CONTENT_DISPOSITION, disposition(&found.file)))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(found.bytes)
}

/// RFC 6266: the name in ASCII for old programs, and as it is. Both are made of harmless letters only.
fn disposition(file: &KeptFile) -> String {
    let how = if file.media.may_be_shown() { "inline" } else { "attachment" };
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-._ ".contains(c) { c } else { '_' };
    let ascii: String = file.name.chars().map(plain).collect();
    format!("{how}; filename=\"{ascii}\"; filename*=UTF-8''{}", urls::encoded(&file.name))
}

//! Revisions of the agenda for everybody: the list, each of them, and the feed.

use super::{event, frames, lang};
use crate::cache::{Fresh, public};
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_pages::public::{PublicRelease, ReleasePage, ReleasesFeed, ReleasesPage, RevisionFacts};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, Page};
use plenary_store::ReleaseSummary;

type Path = web::Path<(String, String)>;

fn told(releases: &[ReleaseSummary]) -> Vec<PublicRelease<'_>> {
    let told = |release| {
        let ReleaseSummary { number, comment, released_at: at, changes, .. }: &ReleaseSummary = release;
        PublicRelease { number: *number, comment, at: *at, changes }
    };
    releases.iter().map(told).collect()
}

pub(crate) async fn list(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        let releases = ctx.site.store.releases(event.id).await?;
        let address = |of| EventUrls::new(of, &event).releases();
        let (frame, head) = frames(&ctx, lang, &event, Nav::Agenda, address);
        let page = ReleasesPage::new(frame, head, &told(&releases));
        Ok(page.html().map_err(WebError::internal)?.into())
    })
    .await
}

pub(crate) async fn feed(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        let releases = ctx.site.store.releases(event.id).await?;
        let address = |of| EventUrls::new(of, &event).releases_feed();
        let (frame, head) = frames(&ctx, lang, &event, Nav::Agenda, address);
        let feed = ReleasesFeed::new(frame, head, &told(&releases), &ctx.site.options.base_url);
        let body = feed.html().map_err(WebError::internal)?.body.into_bytes();
        Ok(Fresh::file("application/atom+xml; charset=utf-8", body))
    })
    .await
}

pub(crate) async fn page(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let number: i32 = path.2.parse().map_err(|_| WebError::NotFound)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        let then = ctx.site.store.release(event.id, number).await?;
        let now = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
        let address = |of| EventUrls::new(of, &event).release(number);
        let (frame, head) = frames(&ctx, lang, &event, Nav::Agenda, address);
        let release =
            PublicRelease { number, comment: &then.comment, at: then.released_at, changes: &then.changes };
        let facts = RevisionFacts { release: &release, agenda: &then.agenda, current: &now.agenda };
        let page = ReleasePage::new(frame, head, &facts);
        Ok(page.html().map_err(WebError::internal)?.into())
    })
    .await
}

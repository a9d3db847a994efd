//! The released agenda for other programs and other sites, and the page that lists where all of it is.

use super::{event, frames, lang};
use crate::cache::{Fresh, public};
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::agenda::{Agenda, SpeakerRole};
use plenary_domain::{Event, Lang};
use plenary_exports::qr;
use plenary_exports::schedule::{Addresses, Schedule, Words};
use plenary_pages::public::{EmbedPage, FeedsPage};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, Page, T};

type Path = web::Path<(String, String)>;

pub(crate) async fn xml(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let made = schedule(&ctx, lang, &path.1, EventUrls::schedule_xml).await?;
        Ok(file("application/xml; charset=utf-8", made.to_xml()))
    })
    .await
}

pub(crate) async fn json(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let made = schedule(&ctx, lang, &path.1, EventUrls::schedule_json).await?;
        Ok(file("application/json", made.to_json()))
    })
    .await
}

fn file(mime: &'static str, body: Vec<u8>) -> Fresh {
    Fresh::file(mime, body).for_all_sites()
}

async fn schedule(
    ctx: &Ctx,
    lang: Lang,
    slug: &str,
    own: impl Fn(&EventUrls) -> String,
) -> Result<Schedule, WebError> {
    let event = event(ctx, lang, slug).await?;
    let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
    let (t, urls, base) = (T::new(lang), EventUrls::new(lang, &event), &ctx.site.options.base_url);
    let session = |number: i32| format!("{base}{}", urls.session(number));
    let addresses = Addresses {
        own: format!("{base}{}", own(&urls)),
        home: format!("{base}{}", urls.home()),
        session: &session,
    };
    let role = |role: SpeakerRole| t.speaker_role(role).into_owned();
    let words = Words { all_rooms: t.agenda_all_rooms().into_owned(), role: &role };
    Ok(Schedule::new(&event, &release.agenda, (lang, release.number), &addresses, &words))
}

pub(crate) async fn page(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let event = event(&ctx, lang, &path.1).await?;
        let (frame, head) = frames(&ctx, lang, &event, Nav::Other, |of| EventUrls::new(of, &event).feeds());
        let (base, released) = (&ctx.site.options.base_url, event.current_release.is_some());
        let page = FeedsPage::new(frame, head, released, base, &qr::svg_path);
        Ok(page.html().map_err(WebError::internal)?.into())
    })
    .await
}

/// The list that other sites show in a frame: no cookie, no form, nothing that is about whoever looks at it.
pub(crate) async fn embed(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    public(&ctx, &req, async {
        let event: Event = event(&ctx, lang, &path.1).await?;
        let release = ctx.site.store.released_agenda(event.id).await?;
        let agenda = release.map_or_else(Agenda::default, |release| release.agenda);
        let (frame, head) = frames(&ctx, lang, &event, Nav::Other, |of| EventUrls::new(of, &event).embed());
        let page = EmbedPage::new(frame, head, &agenda, &ctx.site.options.base_url);
        Ok(Fresh { open: true, ..page.html().map_err(WebError::internal)?.into() })
    })
    .await
}

//! Now and next, as a page and for a screen on a wall, which asks again by itself.

use super::{event, frames, lang, query_of};
use crate::cache::{Fresh, variant};
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::http::header::{HeaderValue, REFRESH};
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::civil::Date;
use plenary_domain::Lang;
use plenary_domain::agenda::{Agenda, Change};
use plenary_domain::event::Event;
use plenary_pages::public::{AgendaQuery, NowFacts, NowPage, ScreenPage};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Html, Nav, Page};

/// How often a screen asks for its page again, in seconds.
const SCREEN_ASKS_AGAIN: HeaderValue = HeaderValue::from_static("30");

type Path = web::Path<(String, String)>;

pub(crate) async fn page(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let asked = query_of(&req);
    let query = AgendaQuery { room: asked.room, zone: asked.zone, ..AgendaQuery::default() };
    answer(&ctx, &req, &path, &query, false).await
}

pub(crate) async fn screen(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let query = AgendaQuery { room: query_of(&req).room, ..AgendaQuery::default() };
    answer(&ctx, &req, &path, &query, true).await
}

async fn answer(
    ctx: &Ctx,
    req: &HttpRequest,
    path: &Path,
    query: &AgendaQuery,
    screen: bool,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    variant(ctx, req, &query.to_query(), async {
        let event = event(ctx, lang, &path.1).await?;
        let mut fresh: Fresh = render(ctx, lang, &event, query, screen).await?.into();
        if screen {
            fresh.headers.push((REFRESH, SCREEN_ASKS_AGAIN));
        }
        Ok(fresh)
    })
    .await
}

async fn render(
    ctx: &Ctx,
    lang: Lang,
    event: &Event,
    query: &AgendaQuery,
    screen: bool,
) -> Result<Html, WebError> {
    let release = ctx.site.store.released_agenda(event.id).await?;
    let agenda = release.map_or_else(Agenda::default, |release| release.agenda);
    let today = ctx.now.to_zoned_datetime(event.zone()).date();
    let of_today = changes_of(ctx, event, today).await?;
    let changed = agenda.last_minute(today, &of_today);
    let address = |of: Lang| {
        let urls = EventUrls::new(of, event);
        query.on(&if screen { urls.screen() } else { urls.now() })
    };
    let (frame, head) = frames(ctx, lang, event, Nav::Agenda, address);
    let head = head.in_zone(query.zone.as_deref());
    let facts = NowFacts { agenda: &agenda, now: ctx.now, changed: &changed, room: query.room.as_deref() };
    let html = if screen {
        ScreenPage::new(frame, head, &facts).html()
    } else {
        NowPage::new(frame, head, &facts).html()
    };
    html.map_err(WebError::internal)
}

/// What the releases of this day changed, the oldest first. Before the first release there was nothing to change.
async fn changes_of(ctx: &Ctx, event: &Event, today: Date) -> Result<Vec<Change>, WebError> {
    let mut releases = ctx.site.store.releases(event.id).await?;
    let zone = event.zone();
    releases.retain(|release| {
        release.number > 1 && release.released_at.to_zoned_datetime(zone.clone()).date() == today
    });
    releases.sort_by_key(|release| release.number);
    Ok(releases.into_iter().flat_map(|release| release.changes).collect())
}

//! The page of one session of the released agenda.

use super::{event, frames, lang, query_of, seats};
use crate::cache::variant;
use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_exports::json_ld;
use plenary_pages::public::{AgendaQuery, SessionFacts, SessionPage};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, Page};

pub(crate) async fn page(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let number: i32 = path.2.parse().map_err(|_| WebError::NotFound)?;
    let query = AgendaQuery { zone: query_of(&req).zone, ..AgendaQuery::default() };
    variant(&ctx, &req, &query.to_query(), async {
        let event = event(&ctx, lang, &path.1).await?;
        let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
        let found = release.agenda.by_number(number).filter(|session| !session.is_closed());
        let session = found.ok_or(WebError::NotFound)?;
        let seats = seats(&ctx, event.id).await?;
        let address = |of| query.on(&EventUrls::new(of, &event).session(number));
        let (frame, head) = frames(&ctx, lang, &event, Nav::Agenda, address);
        let urls = EventUrls::new(lang, &event);
        let whole = |path: String| format!("{}{path}", ctx.site.options.base_url);
        let (home, own) = (whole(urls.home()), whole(urls.session(number)));
        let data = json_ld::session(&event, &release.agenda, session, lang, (&home, &own));
        let frame = frame.with_data(data);
        let page = SessionPage::new(
            frame,
            head.in_zone(query.zone.as_deref()),
            &release.agenda,
            session,
            &SessionFacts { seats: &seats, query: &query, now: ctx.now },
        );
        Ok(page.html().map_err(WebError::internal)?.into())
    })
    .await
}

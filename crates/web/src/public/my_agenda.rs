//! My agenda, without an account: stars in a signed cookie, or under a row that the cookie names once a calendar
//! address was asked for or the agenda of a registration was opened. None of these pages is kept for others.

use super::{calendar as links, event, frames, lang, query_of};
use crate::ctx::{Ctx, new_secret};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::limits::take;
use crate::registration::{mine, missed};
use crate::respond::{page as send_page, revalidated, see_other};
use crate::stars::{Kept, forget_cookie, kept_by, set_cookie};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::agenda::{Agenda, Session, add_stars};
use plenary_domain::event::Event;
use plenary_domain::registration::Seat;
use plenary_exports::ics;
use plenary_pages::public::{MyAgendaFacts, MyAgendaPage};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, T};
use plenary_store::{CommandError, MyAgenda, StoreError};
use std::borrow::Cow;

type Path = web::Path<(String, String)>;
type Secret = web::Path<(String, String, String)>;

pub(crate) async fn page(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    let kept = read(&ctx, &req, &event).await?;
    let release = ctx.site.store.released_agenda(event.id).await?;
    let agenda = release.map(|release| release.agenda).unwrap_or_default();
    let zone = query_of(&req).zone;
    let (frame, head) =
        frames(&ctx, lang, &event, Nav::MyAgenda, |of| EventUrls::new(of, &event).my_agenda());
    let urls = EventUrls::new(lang, &event);
    let feed =
        kept.token.as_ref().map(|token| format!("{}{}", ctx.site.options.base_url, urls.my_feed(token)));
    let facts = MyAgendaFacts {
        agenda: &agenda,
        stars: &kept.stars,
        seats: &kept.seats,
        feed,
        tied: kept.registration.is_some(),
        notice: notice(T::new(lang), req.query_string()),
    };
    send_page(&MyAgendaPage::new(frame, head.in_zone(zone.as_deref()), facts))
}

/// A word about what was just done, from a closed list: an address can't put words into our mouth.
fn notice(t: T, query: &str) -> Option<Cow<'static, str>> {
    Some(match query {
        "done=added" => t.my_agenda_added(),
        "done=removed" => t.my_agenda_removed(),
        "done=full" => t.my_agenda_full(),
        "done=made" => t.my_feed_made(),
        "done=renewed" => t.my_feed_renewed(),
        "done=revoked" => t.my_feed_revoked(),
        "done=forgotten" => t.my_agenda_forgotten(),
        "done=opened" => t.my_agenda_opened(),
        _ => return None,
    })
}

/// What this browser has chosen: nothing, if what it names is gone.
async fn read(ctx: &Ctx, req: &HttpRequest, event: &Event) -> Result<Mine, WebError> {
    match kept_by(ctx, req, event).await? {
        Kept::Stars(stars) => Ok(Mine { stars, ..Mine::default() }),
        Kept::Row(id) => match ctx.site.store.my_agenda(event.id, id).await {
            Ok(found) => Ok(found.into()),
            Err(StoreError::NotFound) => Ok(Mine::default()),
            Err(error) => Err(error.into()),
        },
    }
}

/// The same whether it is in the cookie or in a row.
#[derive(Default)]
struct Mine {
    stars: Vec<i32>,
    seats: Vec<(plenary_domain::ids::SessionId, Seat)>,
    token: Option<String>,
    registration: Option<plenary_domain::ids::RegistrationId>,
    row: Option<plenary_domain::ids::MyAgendaId>,
}

impl From<MyAgenda> for Mine {
    fn from(found: MyAgenda) -> Self {
        let MyAgenda { id, stars, token, registration, seats } = found;
        Self { stars, seats, token, registration, row: Some(id) }
    }
}

impl Mine {
    fn actor(&self) -> Actor {
        self.registration.map_or(Actor::Nobody, Actor::Delegate)
    }
}

/// For the script that marks what is kept: numbers, and nothing of it is kept on the way.
pub(crate) async fn kept(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    let stars = read(&ctx, &req, &event).await?.stars;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(serde_json::json!(stars).to_string()))
}

/// Puts a star on a session or takes it off.
pub(crate) async fn star(
    ctx: Ctx,
    req: HttpRequest,
    path: Path,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    let on = form.has("add");
    let number: i32 = form.one(if on { "add" } else { "remove" }).parse().map_err(|_| WebError::NotFound)?;
    if on && !is_open(&ctx, &event, number).await? {
        return Err(WebError::NotFound);
    }
    let kept = read(&ctx, &req, &event).await?;
    let done = if on { "added" } else { "removed" };
    let Some(id) = kept.row else {
        let all = if on {
            add_stars(&kept.stars, &[number])
        } else {
            Ok(kept.stars.into_iter().filter(|star| *star != number).collect())
        };
        return match all {
            Ok(stars) => answer(&ctx, lang, &event, done, Some(&Kept::Stars(stars))).await,
            Err(_) => answer(&ctx, lang, &event, "full", None).await,
        };
    };
    let (store, act, event_id) = (ctx.site.store.clone(), ctx.act(kept.actor()), event.id);
    match ctx.write(async move { store.set_star(act, event_id, id, (number, on)).await }).await? {
        Ok(()) => answer(&ctx, lang, &event, done, Some(&Kept::Row(id))).await,
        Err(CommandError::Refused(_)) => answer(&ctx, lang, &event, "full", None).await,
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// In the released agenda, with a page of its own.
async fn is_open(ctx: &Ctx, event: &Event, number: i32) -> Result<bool, WebError> {
    let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
    Ok(release.agenda.by_number(number).is_some_and(|session| !session.is_closed()))
}

/// Back to the page, with the cookie as it is from now on.
async fn answer(
    ctx: &Ctx,
    lang: Lang,
    event: &Event,
    done: &str,
    kept: Option<&Kept>,
) -> Result<HttpResponse, WebError> {
    let mut response = see_other(&format!("{}?done={done}", EventUrls::new(lang, event).my_agenda()));
    if let Some(kept) = kept {
        let cookie = set_cookie(ctx, event, kept).await?;
        response.add_cookie(&cookie).map_err(WebError::internal)?;
    }
    Ok(response)
}

/// A calendar address: the first, another one, or none any more.
pub(crate) async fn change_feed(
    ctx: Ctx,
    req: HttpRequest,
    path: Path,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    take(&ctx.site.limiters.feeds, ctx.peer)?;
    let kept = read(&ctx, &req, &event).await?;
    let (token, done) = match form.one("do") {
        "make" => (Some(new_secret()), "made"),
        "renew" => (Some(new_secret()), "renewed"),
        "revoke" => (None, "revoked"),
        _ => return Err(WebError::NotFound),
    };
    let (store, act, event_id) = (ctx.site.store.clone(), ctx.act(kept.actor()), event.id);
    let id = match (kept.row, token) {
        (Some(id), token) => {
            ctx.write(async move { store.set_my_feed(act, event_id, id, token).await }).await??;
            id
        }
        (None, Some(token)) => {
            let stars = kept.stars;
            let made = ctx.write(async move { store.make_my_feed(act, event_id, &stars, token).await });
            made.await?.map_err(|error| match error {
                CommandError::Refused(_) => WebError::NotFound,
                CommandError::Store(error) => error.into(),
            })?
        }
        (None, None) => return answer(&ctx, lang, &event, done, None).await,
    };
    answer(&ctx, lang, &event, done, Some(&Kept::Row(id))).await
}

/// The browser forgets; a calendar address stays until it is switched off.
pub(crate) async fn forget(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    let mut response = answer(&ctx, lang, &event, "forgotten", None).await?;
    response.add_cookie(&forget_cookie(&ctx, &event)).map_err(WebError::internal)?;
    Ok(response)
}

/// Opens the agenda of a registration in this browser, with the stars that it has collected.
pub(crate) async fn open(ctx: Ctx, req: HttpRequest, path: Secret) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let (event, registration) = mine(&ctx, lang, &path.1, &path.2).await?;
    let kept = read(&ctx, &req, &event).await?;
    // Those of another registration stay with it.
    let other = kept.registration.is_some_and(|id| id != registration.id);
    let stars = if other { Vec::new() } else { kept.stars };
    let (store, act) = (ctx.site.store.clone(), ctx.act(Actor::Delegate(registration.id)));
    let whose = (event.id, registration.id);
    match ctx.write(async move { store.open_my_agenda(act, whose, &stars).await }).await? {
        Ok(id) => answer(&ctx, lang, &event, "opened", Some(&Kept::Row(id))).await,
        Err(CommandError::Refused(_)) => answer(&ctx, lang, &event, "full", None).await,
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// The calendar behind a secret address.
pub(crate) async fn feed(ctx: Ctx, req: HttpRequest, path: Secret) -> Result<HttpResponse, WebError> {
    let lang = lang(&path.0)?;
    let event = event(&ctx, lang, &path.1).await?;
    let found = ctx.site.store.my_agenda_by_token(event.id, &path.2).await;
    let found = found.map_err(|error| missed(&ctx, error))?;
    let release = ctx.site.store.released_agenda(event.id).await?;
    let agenda: Agenda = release.map(|release| release.agenda).unwrap_or_default();
    let kept = |session: &Session| {
        let seat = |(id, seat): &(_, Seat)| *id == session.id && *seat == Seat::Kept;
        found.stars.contains(&session.number) || found.seats.iter().any(seat)
    };
    let wanted = |session: &Session| !session.is_closed() && kept(session);
    let link = links::link(&ctx, lang, &event);
    let calendar = ics::agenda(&event, &agenda, lang, &link, links::host(&ctx), &wanted);
    Ok(revalidated(&req, "text/calendar; charset=utf-8", calendar.to_bytes()))
}

//! The cookie of an agenda without an account: numbers of sessions, or the id of the row that has them, signed. There
//! is one for each event. It says nothing about the person, and its size is bounded.

use crate::ctx::Ctx;
use crate::error::WebError;
use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use plenary_domain::agenda::add_stars;
use plenary_domain::event::Event;
use plenary_domain::ids::MyAgendaId;
use plenary_store::StarKey;

/// Counted from the last change.
const AGE: Duration = Duration::days(92);
/// Two hundred numbers and a signature take less.
const LONGEST: usize = 2_000;

/// What a cookie says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Numbers of the sessions with a star.
    Stars(Vec<i32>),
    Row(MyAgendaId),
}

impl Kept {
    fn to_text(&self) -> String {
        match self {
            Self::Stars(stars) => {
                let numbers: Vec<_> = stars.iter().map(ToString::to_string).collect();
                format!("s{}", numbers.join("."))
            }
            Self::Row(id) => format!("r{id}"),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text.split_at_checked(1)? {
            ("s", "") => Some(Self::Stars(Vec::new())),
            ("s", numbers) => {
                let stars: Result<Vec<i32>, _> = numbers.split('.').map(str::parse).collect();
                Some(Self::Stars(add_stars(&[], &stars.ok()?).ok()?))
            }
            ("r", id) => id.parse().ok().map(Self::Row),
            _ => None,
        }
    }
}

fn name(secure: bool, event: &Event) -> String {
    let prefix = if secure { "__Host-" } else { "" };
    format!("{prefix}plenary-stars-{}", event.slug)
}

async fn key(ctx: &Ctx) -> Result<&StarKey, WebError> {
    let cell = &ctx.site.star_key;
    Ok(cell.get_or_try_init(|| ctx.site.store.star_key()).await?)
}

/// What this browser keeps for the event: no stars, if it has no cookie or one that is not ours.
pub(crate) async fn kept_by(ctx: &Ctx, req: &HttpRequest, event: &Event) -> Result<Kept, WebError> {
    let nothing = Kept::Stars(Vec::new());
    let Some(cookie) = req.cookie(&name(ctx.site.options.secure(), event)) else { return Ok(nothing) };
    let Some((text, signed)) = cookie.value().split_once('~').filter(|_| cookie.value().len() <= LONGEST)
    else {
        return Ok(nothing);
    };
    if !key(ctx).await?.verify(event.id, text, signed) {
        return Ok(nothing);
    }
    Ok(Kept::parse(text).unwrap_or(nothing))
}

pub(crate) async fn set_cookie(ctx: &Ctx, event: &Event, kept: &Kept) -> Result<Cookie<'static>, WebError> {
    let text = kept.to_text();
    let signed = key(ctx).await?.sign(event.id, &text);
    Ok(cookie(ctx, event, format!("{text}~{signed}"), AGE))
}

pub(crate) fn forget_cookie(ctx: &Ctx, event: &Event) -> Cookie<'static> {
    cookie(ctx, event, String::new(), Duration::ZERO)
}

fn cookie(ctx: &Ctx, event: &Event, value: String, age: Duration) -> Cookie<'static> {
    let secure = ctx.site.options.secure();
    Cookie::build(name(secure, event), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .max_age(age)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_cookie_is_read_as_it_was_written_and_nothing_else_is_read() {
        for kept in [
            Kept::Stars(Vec::new()),
            Kept::Stars(vec![1, 20, 300]),
            Kept::Row(MyAgendaId(Uuid::from_u128(7))),
        ] {
            assert_eq!(Kept::parse(&kept.to_text()), Some(kept));
        }
        for bad in ["", "x1", "s1.", "s1..2", "sx", "r", "r1", "é"] {
            assert_eq!(Kept::parse(bad), None, "{bad}");
        }
        let most = Kept::Stars((100_000..100_200).collect());
        assert!(most.to_text().len() + 40 < LONGEST);
    }
}

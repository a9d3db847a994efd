//! Signing in: passwords, tokens, cookies, and the extractor that lets an organiser through the door.

use crate::ctx::{Ctx, hex, random};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond::base64;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use plenary_domain::account::PASSWORD_MAX;
use plenary_domain::actor::Actor;
use plenary_domain::event::Event;
use plenary_domain::policy::{Action, may};
use plenary_pages::T;
use plenary_pages::admin::{Desk, Notice, NoticeKind};
use plenary_pages::urls::admin as urls;
use plenary_store::{Act, SignedIn};
use sha2::{Digest, Sha256};
use std::pin::Pin;
use std::sync::LazyLock;

/// A password hash that no password has, so that an unknown account costs as much as a known one.
static NOBODYS_HASH: LazyLock<String> = LazyLock::new(|| {
    Argon2::default().hash_password(&random::<24>()).map_or_else(|_| String::new(), |hash| hash.to_string())
});

/// Hashes a password with argon2id (19 MiB, 2 passes), off the request threads, two at a time.
pub(crate) async fn hash_password(ctx: &Ctx, password: String) -> Result<String, WebError> {
    let _turn = ctx.site.hashing.acquire().await.map_err(WebError::internal)?;
    let work = move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string());
    tokio::task::spawn_blocking(work).await.map_err(WebError::internal)?.map_err(WebError::internal)
}

/// Whether the password fits. Without a hash (no such account) it takes as long and says no.
pub(crate) async fn verify_password(
    ctx: &Ctx,
    password: String,
    hash: Option<String>,
) -> Result<bool, WebError> {
    if password.len() > PASSWORD_MAX {
        return Ok(false);
    }
    let _turn = ctx.site.hashing.acquire().await.map_err(WebError::internal)?;
    let work = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS_HASH.clone());
        let fits = PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
        fits && known
    };
    tokio::task::spawn_blocking(work).await.map_err(WebError::internal)
}

/// A token for a cookie or a link, and the hash that the database keeps instead.
pub(crate) fn new_token() -> (String, [u8; 32]) {
    let token = hex(&random::<32>());
    let hash = token_hash(&token);
    (token, hash)
}

pub(crate) fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-plenary" } else { "plenary" }
}

/// The cookie of a sign-in; `None` takes it away.
pub(crate) fn sign_in_cookie(ctx: &Ctx, token: Option<&str>) -> Cookie<'static> {
    let secure = ctx.site.options.secure();
    let age = if token.is_some() { Duration::days(7) } else { Duration::ZERO };
    Cookie::build(cookie_name(secure), token.unwrap_or_default().to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .max_age(age)
        .finish()
}

/// The hash of the sign-in that the request carries, known or not.
pub(crate) fn carried(req: &HttpRequest, ctx: &Ctx) -> Option<[u8; 32]> {
    req.cookie(cookie_name(ctx.site.options.secure())).map(|cookie| token_hash(cookie.value()))
}

/// A signed-in organiser's request.
#[derive(Clone)]
pub(crate) struct DeskCtx {
    pub(crate) ctx: Ctx,
    pub(crate) signed_in: SignedIn,
    pub(crate) token_hash: [u8; 32],
    pub(crate) notice: Option<Notice>,
}

impl DeskCtx {
    pub(crate) fn actor(&self) -> Actor {
        Actor::Account(self.signed_in.account.clone())
    }

    pub(crate) fn act(&self) -> Act {
        self.ctx.act(self.actor())
    }

    pub(crate) fn t(&self) -> T {
        T::new(self.signed_in.language)
    }

    /// The event of an address, if this account may do `action` there; 404 for everything it may not know.
    async fn event(
        &self,
        slug: &str,
        action: impl Fn(plenary_domain::ids::EventId) -> Action,
    ) -> Result<Event, WebError> {
        let event = self.ctx.site.store.event_by_slug(slug).await?;
        if may(&self.actor(), action(event.id)) { Ok(event) } else { Err(WebError::NotFound) }
    }

    /// To look at.
    pub(crate) async fn view(&self, slug: &str) -> Result<Event, WebError> {
        self.event(slug, Action::ViewDesk).await
    }

    /// To change.
    pub(crate) async fn run(&self, slug: &str) -> Result<Event, WebError> {
        self.event(slug, Action::RunEvent).await
    }

    pub(crate) fn administer(&self) -> Result<(), WebError> {
        if may(&self.actor(), Action::Administer) { Ok(()) } else { Err(WebError::NotFound) }
    }

    /// What every admin page shows of whoever is signed in.
    pub(crate) fn desk(&self, event: Option<&Event>) -> Desk {
        let administrator = may(&self.actor(), Action::Administer);
        Desk {
            t: self.t(),
            name: self.signed_in.account.name.clone(),
            csrf: self.signed_in.csrf_token.clone(),
            may_change: event.map_or(administrator, |event| may(&self.actor(), Action::RunEvent(event.id))),
            administrator,
            notice: self.notice.clone(),
        }
    }

    /// Refuses a form that does not carry the token of this sign-in.
    pub(crate) fn check(&self, form: &RawForm) -> Result<(), WebError> {
        let (sent, mine) = (form.one("csrf").as_bytes(), self.signed_in.csrf_token.as_bytes());
        let same = sent.len() == mine.len() && sent.iter().zip(mine).fold(0, |d, (a, b)| d | (a ^ b)) == 0;
        if same { Ok(()) } else { Err(WebError::Foreign) }
    }
}

impl FromRequest for DeskCtx {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let ctx = Ctx::of(&req)?;
            let away = || WebError::SignIn { next: ctx.address.clone() };
            let token_hash = carried(&req, &ctx).ok_or_else(away)?;
            let signed_in = ctx.site.store.sign_in(token_hash, ctx.now).await?.ok_or_else(away)?;
            if !signed_in.second_factor_done {
                return Err(away());
            }
            let notice = read_notice(&req);
            Ok(Self { ctx, signed_in, token_hash, notice })
        })
    }
}

const NOTICE: &str = "plenary-notice";

/// To another admin page, with something to say there once.
pub(crate) fn with_notice(ctx: &Ctx, to: &str, kind: NoticeKind, text: &str) -> HttpResponse {
    let word = match kind {
        NoticeKind::Good => 'g',
        NoticeKind::Info => 'i',
        NoticeKind::Warning => 'w',
    };
    let value = url::form_urlencoded::byte_serialize(format!("{word}{text}").as_bytes()).collect::<String>();
    let cookie = Cookie::build(NOTICE, value)
        .path("/admin")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(ctx.site.options.secure())
        .max_age(Duration::minutes(1))
        .finish();
    let mut response = crate::respond::see_other(to);
    // A cookie of ASCII letters always fits; without it only the message would be missing.
    let _ = response.add_cookie(&cookie);
    response
}

fn read_notice(req: &HttpRequest) -> Option<Notice> {
    let cookie = req.cookie(NOTICE)?;
    let (text, _) = url::form_urlencoded::parse(cookie.value().as_bytes()).into_owned().next()?;
    let mut letters = text.chars();
    let kind = match letters.next()? {
        'g' => NoticeKind::Good,
        'i' => NoticeKind::Info,
        'w' => NoticeKind::Warning,
        _ => return None,
    };
    Some(Notice { text: letters.collect(), kind })
}

/// The cookie that takes the message away once it was shown.
pub(crate) fn forget_notice() -> Cookie<'static> {
    let mut gone = Cookie::build(NOTICE, "").path("/admin").http_only(true).finish();
    gone.make_removal();
    gone
}

/// Where to go after signing in: only to a page of the admin panel on this site.
pub(crate) fn safe_next(next: &str) -> &str {
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let ours = next == urls::HOME || next.starts_with("/admin/") || next.starts_with("/admin?");
    if plain && ours && !next.starts_with(urls::SIGN_IN) && !next.contains("//") { next } else { urls::HOME }
}

/// A token for forms, 144 bits.
pub(crate) fn new_csrf_token() -> String {
    base64(&random::<18>()).replace('+', "-").replace('/', "_")
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn after_signing_in_one_stays_on_this_site() {
        for good in ["/admin", "/admin/almaty-2027/registrations?status=submitted", "/admin?x=1"] {
            assert_eq!(safe_next(good), good);
        }
        for bad in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/admin/../..//evil.example",
            "/adminevil",
            "",
            "/en/",
            "\u{9}//evil.example",
            "/admin/\r\nLocation: x",
            "/admin/sign-in",
            "admin",
            "/admin//x",
        ] {
            assert_eq!(safe_next(bad), "/admin", "{bad:?}");
        }
    }
}

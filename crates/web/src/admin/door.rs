//! The door: signing in with a password, the second factor, and signing out. An unknown account, a wrong password and
//! an account that was closed get the same answer after the same work; every rise of rights brings a new cookie.

use super::listing::Pairs;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::limits::take;
use crate::respond;
use crate::sign_in::{
    DeskCtx, carried, new_csrf_token, new_token, safe_next, sign_in_cookie, token_hash, verify_password,
};
use crate::totp;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::SignedDuration;
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::ids::AccountId;
use plenary_pages::T;
use plenary_pages::admin::door::{CodePage, Door, SignInPage};
use plenary_pages::admin::listing::Query;
use plenary_pages::forms::{Field, FormErrors};
use plenary_pages::frame::LangLink;
use plenary_pages::urls::admin as urls;
use plenary_store::{NewSignIn, SignedIn, StoreError};

/// A sign-in lives no longer, however much it is used.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Longest description of a browser that is kept, in characters.
const AGENT: usize = 200;

/// The language of a door: asked for in the address, else what the browser likes best.
pub(super) fn lang_of(ctx: &Ctx, query: &RawForm) -> Lang {
    Lang::parse(query.one("language")).unwrap_or(ctx.browser_lang)
}

/// The same door in every language, with what else its address says.
pub(super) fn door(lang: Lang, path: &str, next: &str, csrf: &str) -> Door {
    let link =
        |of: Lang| LangLink { lang: of, href: door_address(path, of, next, false), current: of == lang };
    Door { t: T::new(lang), languages: Lang::ALL.map(link).to_vec(), csrf: csrf.to_owned() }
}

pub(super) fn door_address(path: &str, lang: Lang, next: &str, recovery: bool) -> String {
    let mut query = Query::default();
    query.add("language", lang.code());
    if next != urls::HOME {
        query.add("next", next);
    }
    if recovery {
        query.add("with", "recovery");
    }
    format!("{path}?{}", query.0)
}

/// The sign-in that the request carries, finished or not.
pub(super) async fn present(req: &HttpRequest, ctx: &Ctx) -> Result<Option<([u8; 32], SignedIn)>, WebError> {
    let Some(hash) = carried(req, ctx) else { return Ok(None) };
    Ok(ctx.site.store.sign_in(hash, ctx.now).await?.map(|signed_in| (hash, signed_in)))
}

pub(crate) async fn sign_in_page(
    ctx: Ctx,
    req: HttpRequest,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let query = RawForm(query.into_inner());
    let next = safe_next(query.one("next"));
    if present(&req, &ctx).await?.is_some_and(|(_, signed_in)| signed_in.second_factor_done) {
        return Ok(respond::see_other(next));
    }
    let lang = lang_of(&ctx, &query);
    let t = T::new(lang);
    let note = query.has("out").then(|| t.admin_account_signed_out().into_owned());
    respond::page(&sign_in_again(lang, "", next, FormErrors::default(), note))
}

fn sign_in_again(
    lang: Lang,
    email: &str,
    next: &str,
    errors: FormErrors,
    note: Option<String>,
) -> SignInPage {
    SignInPage {
        frame: door(lang, urls::SIGN_IN, next, ""),
        email: errors.field("email", email),
        password: errors.field("password", ""),
        next: next.to_owned(),
        note,
        errors,
    }
}

/// What the failures of an address are counted by. It is a key of a table: its length has an end.
fn password_key(email: &str) -> String {
    format!("password:{}", email.trim().to_lowercase().chars().take(254).collect::<String>())
}

pub(crate) async fn sign_in(
    ctx: Ctx,
    req: HttpRequest,
    query: web::Query<Pairs>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    take(&ctx.site.limiters.sign_ins, ctx.peer)?;
    let lang = lang_of(&ctx, &RawForm(query.into_inner()));
    // No address has control characters, and no database takes them all.
    let email: String = form.one("email").chars().filter(|c| !c.is_control()).collect();
    let (t, next, email) = (T::new(lang), safe_next(form.one("next")), email.as_str());
    let again =
        |status, errors, note| respond::page_with(status, &sign_in_again(lang, email, next, errors, note));
    let mut errors = FormErrors::default();
    if email.trim().is_empty() {
        errors.add("email", t.admin_account_email_empty());
    }
    if form.one("password").is_empty() {
        errors.add("password", t.admin_account_password_empty());
    }
    if !errors.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, errors, None);
    }
    let (store, key) = (&ctx.site.store, password_key(email));
    if !store.sign_in_allowed(&key, ctx.now).await? {
        let note = Some(t.admin_account_too_many().into_owned());
        return again(StatusCode::TOO_MANY_REQUESTS, errors, note);
    }
    let known = store.account_for_sign_in(email).await?.filter(|account| !account.disabled);
    let hash = known.as_ref().map(|account| account.password_hash.clone());
    let fits = verify_password(&ctx, form.one("password").to_owned(), hash).await?;
    let Some(account) = known.filter(|_| fits) else {
        store.sign_in_failed(&key, ctx.now).await?;
        errors.add("email", t.admin_account_wrong());
        return again(StatusCode::UNPROCESSABLE_ENTITY, errors, None);
    };
    store.sign_in_succeeded(&key).await?;
    let done = account.totp_secret.is_none();
    let cookie = open(&ctx, &req, account.id, done).await?;
    let to = if done { next.to_owned() } else { door_address(urls::SECOND_FACTOR, lang, next, false) };
    Ok(cookie_and(&to, &cookie))
}

/// Opens a sign-in with a token of its own; one that the browser had before is closed.
pub(super) async fn open(
    ctx: &Ctx,
    req: &HttpRequest,
    account: AccountId,
    second_factor_done: bool,
) -> Result<actix_web::cookie::Cookie<'static>, WebError> {
    let agent = req.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (token, hash) = new_token();
    let new = NewSignIn {
        token_hash: hash,
        csrf_token: new_csrf_token(),
        second_factor_done,
        agent: agent.chars().take(AGENT).collect(),
        expires_at: ctx.now.checked_add(LONGEST).map_err(WebError::internal)?,
    };
    let (store, act, old) = (ctx.site.store.clone(), ctx.act(Actor::Nobody), carried(req, ctx));
    ctx.write(async move {
        if let Some(old) = old {
            store.close_sign_in(old).await?;
        }
        store.open_sign_in(act, account, new).await
    })
    .await??;
    Ok(sign_in_cookie(ctx, Some(&token)))
}

/// On to another page with a cookie.
pub(super) fn cookie_and(to: &str, cookie: &actix_web::cookie::Cookie<'_>) -> HttpResponse {
    let mut response = respond::see_other(to);
    // Our cookies are plain ASCII and always fit; without one the next page only asks to sign in again.
    let _ = response.add_cookie(cookie);
    response
}

/// The sign-in that still waits for its code; everybody else is sent where they belong.
async fn half(req: &HttpRequest, ctx: &Ctx) -> Result<Result<([u8; 32], SignedIn), HttpResponse>, WebError> {
    Ok(match present(req, ctx).await? {
        Some((hash, signed_in)) if !signed_in.second_factor_done => Ok((hash, signed_in)),
        Some(_) => Err(respond::see_other(urls::HOME)),
        None => Err(respond::see_other(urls::SIGN_IN)),
    })
}

fn code_page(lang: Lang, csrf: &str, next: &str, recovery: bool, errors: FormErrors) -> CodePage {
    CodePage {
        frame: door(lang, urls::SECOND_FACTOR, next, csrf),
        code: errors.field("code", ""),
        errors,
        next: next.to_owned(),
        recovery,
        other_way: door_address(urls::SECOND_FACTOR, lang, next, !recovery),
    }
}

pub(crate) async fn code(
    ctx: Ctx,
    req: HttpRequest,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let query = RawForm(query.into_inner());
    let (_, signed_in) = match half(&req, &ctx).await? {
        Ok(half) => half,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (lang, next) = (lang_of(&ctx, &query), safe_next(query.one("next")));
    let recovery = query.one("with") == "recovery";
    respond::page(&code_page(lang, &signed_in.csrf_token, next, recovery, FormErrors::default()))
}

pub(crate) async fn check_code(
    ctx: Ctx,
    req: HttpRequest,
    query: web::Query<Pairs>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    take(&ctx.site.limiters.sign_ins, ctx.peer)?;
    let (old, signed_in) = match half(&req, &ctx).await? {
        Ok(half) => half,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if form.one("csrf") != signed_in.csrf_token {
        return Err(WebError::Foreign);
    }
    let lang = lang_of(&ctx, &RawForm(query.into_inner()));
    let (t, next, recovery) = (T::new(lang), safe_next(form.one("next")), form.one("with") == "recovery");
    let again = |status, problem: String| {
        let mut errors = FormErrors::default();
        errors.add("code", problem);
        respond::page_with(status, &code_page(lang, &signed_in.csrf_token, next, recovery, errors))
    };
    let key = format!("code:{}", signed_in.account.id);
    if !ctx.site.store.sign_in_allowed(&key, ctx.now).await? {
        return again(StatusCode::TOO_MANY_REQUESTS, t.admin_account_too_many().into_owned());
    }
    let typed = form.one("code").trim();
    if typed.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, t.admin_account_code_empty().into_owned());
    }
    let (token, new) = new_token();
    if passes(&ctx, (old, new), &signed_in, typed, recovery).await? {
        ctx.site.store.sign_in_succeeded(&key).await?;
        return Ok(cookie_and(next, &sign_in_cookie(&ctx, Some(&token))));
    }
    ctx.site.store.sign_in_failed(&key, ctx.now).await?;
    let wrong = if recovery { t.admin_account_recovery_wrong() } else { t.admin_account_code_wrong() };
    again(StatusCode::UNPROCESSABLE_ENTITY, wrong.into_owned())
}

/// Whether the code fits and was not used before; then the sign-in has its new hash.
async fn passes(
    ctx: &Ctx,
    (old, new): ([u8; 32], [u8; 32]),
    signed_in: &SignedIn,
    typed: &str,
    recovery: bool,
) -> Result<bool, WebError> {
    let (store, account) = (ctx.site.store.clone(), signed_in.account.id);
    let passed = if recovery {
        let hash = totp::recovery_hash(typed);
        ctx.write(async move { store.use_recovery_code(old, new, account, &hash).await }).await?
    } else {
        let secret = store.account_for_sign_in(&signed_in.account.email).await?.and_then(|a| a.totp_secret);
        let Some(step) = secret.and_then(|secret| totp::step_of(&secret, typed, ctx.now)) else {
            return Ok(false);
        };
        ctx.write(async move { store.pass_second_factor(old, new, account, step).await }).await?
    };
    match passed {
        Ok(passed) => Ok(passed),
        // The sign-in was closed meanwhile.
        Err(StoreError::NotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn sign_out(desk: DeskCtx, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (store, hash) = (desk.ctx.site.store.clone(), desk.token_hash);
    desk.ctx.write(async move { store.close_sign_in(hash).await }).await??;
    let to = format!("{}?out&language={}", urls::SIGN_IN, desk.t().lang.code());
    Ok(cookie_and(&to, &sign_in_cookie(&desk.ctx, None)))
}

/// The hash of a token in an address.
pub(super) fn hash_in(address: &str) -> [u8; 32] {
    token_hash(address)
}

/// A field that never shows again what was typed.
pub(super) fn secret_field(errors: &FormErrors, name: &str) -> Field {
    errors.field(name, "")
}

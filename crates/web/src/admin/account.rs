//! One's own account: name, language, password, and where one is signed in.

use super::door::secret_field;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, hash_password, safe_next, verify_password, with_notice};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use plenary_domain::Lang;
use plenary_domain::account::check_password;
use plenary_domain::text::line;
use plenary_pages::admin::account::{AccountPage, SignInLine, password_problem};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::admin as urls;
use plenary_store::CommandError;

/// The longest name of an account, in characters.
pub(super) const NAME: usize = 120;

pub(crate) async fn page(desk: DeskCtx) -> Result<HttpResponse, WebError> {
    show(&desk, None, FormErrors::default()).await
}

/// The page, with a name that was typed and what is wrong.
pub(super) async fn show(
    desk: &DeskCtx,
    name: Option<&str>,
    errors: FormErrors,
) -> Result<HttpResponse, WebError> {
    let account = &desk.signed_in.account;
    let rows = desk.ctx.site.store.sign_ins(account.id, desk.ctx.now).await?;
    let shown = desk.desk(None);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = AccountPage {
        frame: AdminFrame::new(&shown, AdminNav::Settings),
        email: account.email.clone(),
        name: errors.field("name", name.unwrap_or(&account.name)),
        password: secret_field(&errors, "password"),
        new_password: secret_field(&errors, "new_password"),
        totp_password: secret_field(&errors, "totp_password"),
        has_totp: desk.signed_in.has_totp,
        sign_ins: rows
            .into_iter()
            .map(|row| SignInLine {
                current: row.token_hash == desk.token_hash,
                agent: row.agent,
                created_at: row.created_at,
                seen_at: row.seen_at,
            })
            .collect(),
        errors,
    };
    respond::page_with(status, &page)
}

/// Every command about one's own account is allowed; a refusal means that the account is no more.
pub(super) fn done<R>(result: Result<(), CommandError<R>>) -> Result<(), WebError> {
    match result {
        Ok(()) => Ok(()),
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn set_name(desk: DeskCtx, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let t = desk.t();
    let name = match line(form.one("name"), NAME) {
        Ok(name) => name,
        Err(refused) => {
            let empty = form.one("name").trim().is_empty();
            let mut errors = FormErrors::default();
            let problem =
                if empty { t.admin_account_name_empty().into_owned() } else { t.text_problem(refused) };
            errors.add("name", problem);
            return show(&desk, Some(form.one("name")), errors).await;
        }
    };
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), desk.signed_in.account.id);
    done(desk.ctx.write(async move { store.set_name(act, id, name).await }).await?)?;
    Ok(with_notice(&desk.ctx, urls::ACCOUNT, NoticeKind::Good, &t.admin_account_name_saved()))
}

/// Another language, on the page where it was chosen.
pub(crate) async fn set_language(
    desk: DeskCtx,
    req: HttpRequest,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let lang = Lang::parse(form.one("language")).ok_or(WebError::Unreadable("no such language"))?;
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), desk.signed_in.account.id);
    done(desk.ctx.write(async move { store.set_language(act, id, lang).await }).await?)?;
    let referer = req.headers().get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or("");
    let path =
        referer.strip_prefix(desk.ctx.site.options.base_url.as_str()).unwrap_or_else(|| path_of(referer));
    Ok(respond::see_other(safe_next(path)))
}

/// The path of an address; behind a proxy the site may have another name than the one it was told.
fn path_of(address: &str) -> &str {
    address.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..))).unwrap_or("")
}

/// Whether this is the present password. Wrong ones are counted, so that an open browser can't be used to guess.
pub(super) async fn knows_password(desk: &DeskCtx, password: &str) -> Result<bool, WebError> {
    let (store, account) = (&desk.ctx.site.store, &desk.signed_in.account);
    let key = format!("present:{}", account.id);
    if !store.sign_in_allowed(&key, desk.ctx.now).await? {
        return Err(WebError::TooMany { retry_after: 15 * 60 });
    }
    let hash = store.account_for_sign_in(&account.email).await?.map(|known| known.password_hash);
    let fits = verify_password(&desk.ctx, password.to_owned(), hash).await?;
    if fits {
        store.sign_in_succeeded(&key).await?;
    } else {
        store.sign_in_failed(&key, desk.ctx.now).await?;
    }
    Ok(fits)
}

pub(crate) async fn set_password(desk: DeskCtx, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (t, account) = (desk.t(), &desk.signed_in.account);
    let new = form.one("new_password");
    let mut errors = FormErrors::default();
    if !knows_password(&desk, form.one("password")).await? {
        errors.add("password", t.admin_account_present_wrong());
    }
    if let Err(refused) = check_password(new, &account.email, &account.name) {
        errors.add("new_password", password_problem(t, refused));
    }
    if !errors.is_empty() {
        return show(&desk, None, errors).await;
    }
    let hash = hash_password(&desk.ctx, new.to_owned()).await?;
    let (store, act, id, keep) = (desk.ctx.site.store.clone(), desk.act(), account.id, desk.token_hash);
    done(desk.ctx.write(async move { store.set_password(act, id, hash, Some(keep)).await }).await?)?;
    Ok(with_notice(&desk.ctx, urls::ACCOUNT, NoticeKind::Good, &t.admin_account_password_saved()))
}

pub(crate) async fn sign_out_others(desk: DeskCtx, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (store, id, keep) = (desk.ctx.site.store.clone(), desk.signed_in.account.id, desk.token_hash);
    desk.ctx.write(async move { store.close_other_sign_ins(id, keep).await }).await??;
    Ok(with_notice(&desk.ctx, urls::ACCOUNT, NoticeKind::Good, &desk.t().admin_account_others_out()))
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn the_path_of_an_address() {
        assert_eq!(path_of("https://example.org/admin/account?x=1"), "/admin/account?x=1");
        assert_eq!(path_of("https://example.org"), "");
        assert_eq!(path_of("nonsense"), "");
    }
}

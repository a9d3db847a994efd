//! Switching the second factor on and off.

use super::account::{done, knows_password, show};
use super::door::secret_field;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use crate::totp;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use plenary_exports::qr;
use plenary_pages::admin::account::{RecoveryCodesPage, SecondFactorPage};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::admin as urls;

pub(crate) async fn page(desk: DeskCtx) -> Result<HttpResponse, WebError> {
    if desk.signed_in.has_totp {
        return Ok(respond::see_other(urls::ACCOUNT));
    }
    set_up(&desk, &totp::new_secret(), FormErrors::default())
}

/// The page to set it up. The secret travels in the form until its first code is right; then it is kept.
fn set_up(desk: &DeskCtx, secret: &str, errors: FormErrors) -> Result<HttpResponse, WebError> {
    let bytes = totp::secret_bytes(secret).ok_or(WebError::Unreadable("no secret"))?;
    let address = totp::address(&bytes, &desk.signed_in.account.email)
        .ok_or_else(|| WebError::internal("no address"))?;
    let (modules, path) = qr::svg_path(&address).ok_or_else(|| WebError::internal("no QR code"))?;
    // Four modules of quiet on each side.
    let width = modules + 8;
    let signed_in = desk.desk(None);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = SecondFactorPage {
        frame: AdminFrame::new(&signed_in, AdminNav::Settings),
        qr: format!("<svg viewBox=\"-4 -4 {width} {width}\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>"),
        secret: secret.to_owned(),
        password: secret_field(&errors, "password"),
        code: secret_field(&errors, "code"),
        errors,
    };
    respond::page_with(status, &page)
}

pub(crate) async fn switch_on(desk: DeskCtx, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    if desk.signed_in.has_totp {
        return Ok(respond::see_other(urls::ACCOUNT));
    }
    let (t, secret) = (desk.t(), form.one("secret"));
    let bytes = totp::secret_bytes(secret).ok_or(WebError::Unreadable("no secret"))?;
    let mut errors = FormErrors::default();
    if totp::step_of(&bytes, form.one("code"), desk.ctx.now).is_none() {
        errors.add("code", t.admin_account_code_wrong());
    }
    if !knows_password(&desk, form.one("password")).await? {
        errors.add("password", t.admin_account_present_wrong());
    }
    if !errors.is_empty() {
        return set_up(&desk, secret, errors);
    }
    let codes = totp::new_recovery_codes();
    let hashes = codes.iter().map(|code| totp::recovery_hash(code)).collect();
    let (store, act, id, keep) =
        (desk.ctx.site.store.clone(), desk.act(), desk.signed_in.account.id, desk.token_hash);
    let work = async move {
        store.set_totp(act, id, Some(bytes), hashes).await?;
        // Browsers that came in without the second factor have to come in again.
        store.close_other_sign_ins(id, keep).await?;
        Ok(())
    };
    done(desk.ctx.write(work).await?)?;
    let shown = desk.desk(None);
    let frame = AdminFrame::new(&shown, AdminNav::Settings);
    respond::page(&RecoveryCodesPage { frame, codes })
}

pub(crate) async fn switch_off(desk: DeskCtx, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let t = desk.t();
    if !knows_password(&desk, form.one("totp_password")).await? {
        let mut errors = FormErrors::default();
        errors.add("totp_password", t.admin_account_present_wrong());
        return show(&desk, None, errors).await;
    }
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), desk.signed_in.account.id);
    done(desk.ctx.write(async move { store.set_totp(act, id, None, Vec::new()).await }).await?)?;
    Ok(with_notice(&desk.ctx, urls::ACCOUNT, NoticeKind::Good, &t.admin_account_second_factor_is_off()))
}

//! Accepting an invitation: with a new account, or with the one that is signed in.

use super::account::NAME;
use super::door::{cookie_and, door, door_address, hash_in, lang_of, open, present, secret_field};
use super::listing::Pairs;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::limits::take;
use crate::respond;
use crate::sign_in::hash_password;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::account::{InvitationRefused, check_password};
use plenary_domain::actor::Actor;
use plenary_domain::text::{EmailAddress, TextRefused, line};
use plenary_pages::T;
use plenary_pages::admin::account::password_problem;
use plenary_pages::admin::door::{InvitationGonePage, InvitationPage, InvitedTo};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::admin as urls;
use plenary_store::{CommandError, Invitation, NewAccount, SignedIn};

/// One visit to an invitation's page.
struct Visit {
    ctx: Ctx,
    lang: Lang,
    token: String,
    invitation: Invitation,
    signed_in: Option<SignedIn>,
}

impl Visit {
    /// `None` for an invitation that can't be used: nobody is told why.
    async fn of(
        ctx: Ctx,
        req: &HttpRequest,
        token: String,
        query: Pairs,
    ) -> Result<Result<Self, HttpResponse>, WebError> {
        let lang = lang_of(&ctx, &RawForm(query));
        let Some(invitation) = ctx.site.store.invitation(hash_in(&token), ctx.now).await? else {
            take(&ctx.site.limiters.misses, ctx.peer)?;
            return Ok(Err(gone(lang)?));
        };
        let signed_in = present(req, &ctx).await?.map(|(_, signed_in)| signed_in);
        let signed_in = signed_in.filter(|signed_in| signed_in.second_factor_done);
        Ok(Ok(Self { ctx, lang, token, invitation, signed_in }))
    }

    fn path(&self) -> String {
        urls::invitation(&self.token)
    }

    async fn show(&self, form: &RawForm, errors: FormErrors) -> Result<HttpResponse, WebError> {
        let t = T::new(self.lang);
        let to = match self.invitation.event {
            None => InvitedTo::Administer,
            Some((id, role)) => {
                let event = self.ctx.site.store.event(id).await?;
                let title = event.title.get(self.lang).to_owned();
                InvitedTo::Event { title, role: t.account_role(role).into_owned() }
            }
        };
        let typed = form.one("email");
        let email = if form.has("email") { typed } else { self.invitation.email.as_str() };
        let csrf = self.signed_in.as_ref().map_or("", |signed_in| signed_in.csrf_token.as_str());
        let path = self.path();
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let page = InvitationPage {
            frame: door(self.lang, &path, urls::HOME, csrf),
            action: format!("{path}?language={}", self.lang.code()),
            to,
            signed_in_as: self.signed_in.as_ref().map(|signed_in| signed_in.account.name.clone()),
            sign_in: door_address(urls::SIGN_IN, self.lang, &path, false),
            name: errors.field("name", form.one("name")),
            email: errors.field("email", email),
            password: secret_field(&errors, "password"),
            errors,
        };
        respond::page_with(status, &page)
    }
}

fn gone(lang: Lang) -> Result<HttpResponse, WebError> {
    let frame = door(lang, urls::SIGN_IN, urls::HOME, "");
    respond::page_with(StatusCode::GONE, &InvitationGonePage { frame })
}

pub(crate) async fn page(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    match Visit::of(ctx, &req, path.into_inner(), query.into_inner()).await? {
        Ok(visit) => visit.show(&RawForm::default(), FormErrors::default()).await,
        Err(gone) => Ok(gone),
    }
}

pub(crate) async fn accept(
    ctx: Ctx,
    req: HttpRequest,
    path: web::Path<String>,
    query: web::Query<Pairs>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    take(&ctx.site.limiters.sign_ins, ctx.peer)?;
    let visit = match Visit::of(ctx, &req, path.into_inner(), query.into_inner()).await? {
        Ok(visit) => visit,
        Err(gone) => return Ok(gone),
    };
    match &visit.signed_in {
        Some(signed_in) => with_present_account(&visit, signed_in, &form).await,
        None => with_new_account(&visit, &req, &form).await,
    }
}

async fn with_present_account(
    visit: &Visit,
    signed_in: &SignedIn,
    form: &RawForm,
) -> Result<HttpResponse, WebError> {
    if form.one("csrf") != signed_in.csrf_token {
        return Err(WebError::Foreign);
    }
    let act = visit.ctx.act(Actor::Account(signed_in.account.clone()));
    let (store, hash) = (visit.ctx.site.store.clone(), hash_in(&visit.token));
    match visit.ctx.write(async move { store.grant_by_invitation(act, hash).await }).await? {
        Ok(()) => Ok(respond::see_other(urls::HOME)),
        Err(CommandError::Refused(_)) => gone(visit.lang),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

async fn with_new_account(
    visit: &Visit,
    req: &HttpRequest,
    form: &RawForm,
) -> Result<HttpResponse, WebError> {
    let (ctx, t) = (&visit.ctx, T::new(visit.lang));
    let (name, email) = match answers(t, form) {
        Ok(answers) => answers,
        Err(errors) => return visit.show(form, errors).await,
    };
    let password_hash = hash_password(ctx, form.one("password").to_owned()).await?;
    let mut act = ctx.act(Actor::Nobody);
    let new = NewAccount { id: act.ids.fresh(), email, name, password_hash, language: visit.lang };
    let (store, hash) = (ctx.site.store.clone(), hash_in(&visit.token));
    match ctx.write(async move { store.accept_invitation(act, hash, new).await }).await? {
        Ok(account) => {
            let cookie = open(ctx, req, account, true).await?;
            Ok(cookie_and(urls::HOME, &cookie))
        }
        Err(CommandError::Refused(InvitationRefused::EmailTaken)) => {
            let mut errors = FormErrors::default();
            errors.add("email", t.admin_account_email_taken());
            visit.show(form, errors).await
        }
        Err(CommandError::Refused(InvitationRefused::Gone | InvitationRefused::NotAllowed)) => {
            gone(visit.lang)
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// Name and address, and a password that may be used; or everything that is wrong.
fn answers(t: T, form: &RawForm) -> Result<(String, EmailAddress), FormErrors> {
    let mut errors = FormErrors::default();
    let name = line(form.one("name"), NAME);
    if let Err(refused) = &name {
        let problem = match refused {
            TextRefused::Empty => t.admin_account_name_empty().into_owned(),
            other => t.text_problem(*other),
        };
        errors.add("name", problem);
    }
    let email = EmailAddress::parse(form.one("email"));
    if let Err(refused) = &email {
        let problem = match refused {
            TextRefused::Empty => t.admin_account_email_empty().into_owned(),
            other => t.text_problem(*other),
        };
        errors.add("email", problem);
    }
    if let Err(refused) =
        check_password(form.one("password"), form.one("email").trim(), form.one("name").trim())
    {
        errors.add("password", password_problem(t, refused));
    }
    match (name, email) {
        (Ok(name), Ok(email)) if errors.is_empty() => Ok((name, email)),
        _ => Err(errors),
    }
}

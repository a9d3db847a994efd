//! Who may enter the desk of an event: roles, and links that let others in.

use super::agenda::to_decide;
use super::answers::id_of;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, new_token, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::SignedDuration;
use plenary_domain::event::Event;
use plenary_domain::ids::AccountId;
use plenary_domain::policy::Role;
use plenary_domain::text::EmailAddress;
use plenary_pages::T;
use plenary_pages::admin::people::{InviteForm, InvitePage, NewInvitation, PeoplePage, PersonLine};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::{Choice, FormErrors};
use plenary_pages::urls::{self, AdminUrls};
use plenary_store::{CommandError, Invitation, PersonRow};

/// A link that lies about for longer is asked for anew.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

pub(crate) async fn page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    show(&desk, &event, form_of(desk.t(), &RawForm::default(), FormErrors::default()), None).await
}

/// The address of the form opened by hand.
pub(crate) async fn invite_page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    Ok(respond::see_other(&AdminUrls::new(&event).people()))
}

/// Makes a link and shows it, this once.
pub(crate) async fn invite(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let t = desk.t();
    let mut errors = FormErrors::default();
    let email = email_of(t, &form, &mut errors);
    let role = Role::parse(form.one("role"));
    if role.is_none() {
        errors.add("role", t.admin_people_role_empty());
    }
    let (Some(role), true) = (role, errors.is_empty()) else {
        return show(&desk, &event, form_of(t, &form, errors), None).await;
    };
    let made = make(&desk, email, Some((event.id, role))).await?;
    show(&desk, &event, form_of(t, &RawForm::default(), errors), Some(made)).await
}

/// Gives another role, or takes the only one away.
pub(crate) async fn set_role(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, account) = path.into_inner();
    let event = desk.run(&slug).await?;
    let account: AccountId = id_of(&account)?;
    let role = match form.one("role") {
        "" => None,
        code => Some(Role::parse(code).ok_or(WebError::Unreadable("no such role"))?),
    };
    // Only people of this event can be named here, or an identifier would tell who has an account at all.
    let people = desk.ctx.site.store.people(&desk.actor(), event.id).await?;
    let person = people.into_iter().find(|person| person.account == account).ok_or(WebError::NotFound)?;
    let (t, to) = (desk.t(), AdminUrls::new(&event).people());
    let me = person.account == desk.signed_in.account.id;
    if me || (person.administrator && !desk.desk(None).administrator) {
        return Ok(with_notice(&desk.ctx, &to, NoticeKind::Warning, &t.admin_people_refused()));
    }
    if person.role != role {
        let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
        match desk.ctx.write(async move { store.set_role(act, id, account, role).await }).await? {
            Ok(()) => {}
            Err(CommandError::Refused(_)) => return Err(WebError::NotFound),
            Err(CommandError::Store(error)) => return Err(error.into()),
        }
    }
    let said = match role {
        Some(role) => t.admin_people_role_saved(person.name, t.account_role(role)),
        None => t.admin_people_role_taken(person.name),
    };
    Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &said))
}

pub(crate) async fn administrator_page(desk: DeskCtx) -> Result<HttpResponse, WebError> {
    desk.administer()?;
    show_administrator(&desk, form_of(desk.t(), &RawForm::default(), FormErrors::default()), None)
}

/// A link that makes an administrator.
pub(crate) async fn invite_administrator(desk: DeskCtx, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    desk.administer()?;
    let t = desk.t();
    let mut errors = FormErrors::default();
    let email = email_of(t, &form, &mut errors);
    if !errors.is_empty() {
        return show_administrator(&desk, form_of(t, &form, errors), None);
    }
    let made = make(&desk, email, None).await?;
    show_administrator(&desk, form_of(t, &RawForm::default(), errors), Some(made))
}

/// The address that the invitation is meant for; none is fine.
fn email_of(t: T, form: &RawForm, errors: &mut FormErrors) -> String {
    let raw = form.one("email").trim();
    if raw.is_empty() {
        return String::new();
    }
    EmailAddress::parse(raw).map_or_else(
        |refused| {
            errors.add("email", t.text_problem(refused));
            String::new()
        },
        |email| email.to_string(),
    )
}

async fn make(
    desk: &DeskCtx,
    email: String,
    event: Option<(plenary_domain::ids::EventId, Role)>,
) -> Result<NewInvitation, WebError> {
    let (token, hash) = new_token();
    let expires_at = desk.ctx.now.checked_add(GOOD_FOR).map_err(WebError::internal)?;
    let new = Invitation { email: email.clone(), administrator: event.is_none(), event, expires_at };
    let (store, act) = (desk.ctx.site.store.clone(), desk.act());
    match desk.ctx.write(async move { store.invite(act, hash, new).await }).await? {
        Ok(()) => {
            let link = format!("{}{}", desk.ctx.site.options.base_url, urls::admin::invitation(&token));
            Ok(NewInvitation { link, email, expires_at })
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

fn form_of(t: T, form: &RawForm, errors: FormErrors) -> InviteForm {
    let chosen = form.one("role");
    let choice = |role: Role| {
        let note = match role {
            Role::Viewer => t.admin_people_viewer_note(),
            Role::Organiser => t.admin_people_organiser_note(),
        };
        Choice::new(role.code(), t.account_role(role), chosen == role.code()).note(note)
    };
    InviteForm {
        email: errors.field("email", form.one("email")),
        role: errors.field("role", chosen),
        roles: Role::ALL.map(choice).to_vec(),
        errors,
    }
}

fn status(form: &InviteForm) -> StatusCode {
    if form.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    form: InviteForm,
    invited: Option<NewInvitation>,
) -> Result<HttpResponse, WebError> {
    let people = desk.ctx.site.store.people(&desk.actor(), event.id).await?;
    let me = desk.signed_in.account.id;
    let line = |person: PersonRow| PersonLine {
        me: person.account == me,
        account: person.account,
        name: person.name,
        email: person.email,
        administrator: person.administrator,
        role: person.role,
        has_totp: person.has_totp,
    };
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let page = PeoplePage {
        frame: AdminFrame::new(&shown, AdminNav::People).of(event, waiting),
        urls: AdminUrls::new(event),
        event,
        people: people.into_iter().map(line).collect(),
        form,
        invited,
    };
    respond::page_with(status(&page.form), &page)
}

fn show_administrator(
    desk: &DeskCtx,
    form: InviteForm,
    invited: Option<NewInvitation>,
) -> Result<HttpResponse, WebError> {
    let shown = desk.desk(None);
    let frame = AdminFrame::new(&shown, AdminNav::Dashboard);
    respond::page_with(status(&form), &InvitePage { frame, form, invited })
}

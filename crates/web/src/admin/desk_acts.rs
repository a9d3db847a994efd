//! What an organiser does to one registration that is no decision: put it aside, note facets, move it in the queue,
//! answer a change that the delegate asks for; and taking decisions back.

use super::answers::id_of;
use super::listing::carried;
use super::outcomes::named;
use super::registration::{Typed, show};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::{HttpResponse, web};
use plenary_domain::event::Event;
use plenary_domain::ids::{BatchId, RegistrationId};
use plenary_domain::registration::{Badge, ChangeRequestRefused, Credential, Facets, Visa, VouchRefused};
use plenary_domain::text::optional_lines;
use plenary_pages::admin::NoticeKind;
use plenary_pages::admin::listing::Listing;
use plenary_pages::admin::registration::TypedActs;
use plenary_pages::admin::registrations::undone;
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::{ChangeVerdict, CommandError, FacetRefused, MoveRefused};

/// The longest reason, in characters.
const REASON: usize = 1_000;

pub(super) type Path = web::Path<(String, String)>;

/// The registration that the form is about, for somebody who runs its event.
pub(super) struct Opened {
    pub(super) event: Event,
    pub(super) id: RegistrationId,
    pub(super) list: Listing,
    pub(super) back: String,
}

pub(super) async fn open(
    desk: &DeskCtx,
    path: &(String, String),
    form: &RawForm,
) -> Result<Opened, WebError> {
    desk.check(form)?;
    let event = desk.run(&path.0).await?;
    let id = id_of(&path.1)?;
    let list = carried(&event, form.one("list"));
    let back = format!("{}?{}", AdminUrls::new(&event).registration(id), list.query());
    Ok(Opened { event, id, list, back })
}

/// An address of these opened by hand: back to the person.
pub(crate) async fn by_hand(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path.0).await?;
    Ok(respond::see_other(&AdminUrls::new(&event).registration(id_of(&path.1)?)))
}

pub(crate) async fn hold(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let (store, act, held) = (desk.ctx.site.store.clone(), desk.act(), form.one("held") == "yes");
    let (event, id) = (opened.event.id, opened.id);
    match desk.ctx.write(async move { store.set_held(act, event, id, held).await }).await? {
        Ok(()) => Ok(respond::see_other(&opened.back)),
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn vouch(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let (store, act, event, id) = (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
    let t = desk.t();
    match desk.ctx.write(async move { store.vouch_for_address(act, event, id).await }).await? {
        Ok(()) => Ok(told(&desk, &opened, NoticeKind::Good, &t.admin_registrations_vouch_done())),
        // Proven or ended meanwhile: the page says so.
        Err(CommandError::Refused(VouchRefused::NotFrom(_))) => Ok(respond::see_other(&opened.back)),
        Err(CommandError::Refused(VouchRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn facets(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let read = || {
        Some(Facets {
            credential: Credential::parse(form.one("credential"))?,
            visa: Visa::parse(form.one("visa"))?,
            badge: Badge::parse(form.one("badge"))?,
        })
    };
    let facets = read().ok_or(WebError::Unreadable("no such facet"))?;
    let (store, act, event, id) = (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
    let t = desk.t();
    match desk.ctx.write(async move { store.set_facets(act, event, id, facets).await }).await? {
        Ok(()) => Ok(told(&desk, &opened, NoticeKind::Good, &t.admin_registrations_facets_saved())),
        Err(CommandError::Refused(FacetRefused::Badge)) => {
            Ok(told(&desk, &opened, NoticeKind::Warning, &t.admin_registrations_badge_refused()))
        }
        Err(CommandError::Refused(FacetRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

fn told(desk: &DeskCtx, opened: &Opened, kind: NoticeKind, text: &str) -> HttpResponse {
    with_notice(&desk.ctx, &opened.back, kind, text)
}

/// The page again, with what was typed and what is wrong with it.
async fn again(
    desk: &DeskCtx,
    opened: &Opened,
    acts: TypedActs,
    errors: FormErrors,
) -> Result<HttpResponse, WebError> {
    let typed = Typed { acts, errors, ..Typed::default() };
    show(desk, &opened.event, opened.id, &opened.list, typed).await
}

/// A reason that has to be there, or what is wrong with it beside its field.
fn reason_of(desk: &DeskCtx, id: &str, form: &RawForm, errors: &mut FormErrors) -> String {
    match optional_lines(form.one("reason"), REASON) {
        Ok(reason) if reason.is_empty() => errors.add(id, desk.t().admin_registrations_needs_reason()),
        Ok(reason) => return reason,
        Err(why) => errors.add(id, desk.t().text_problem(why)),
    }
    String::new()
}

pub(crate) async fn queue(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let (t, mut errors) = (desk.t(), FormErrors::default());
    let to: usize = form.one("to").trim().parse().unwrap_or_default();
    if to == 0 {
        errors.add("queue-to", t.admin_registrations_queue_wrong());
    }
    let reason = reason_of(&desk, "queue-reason", &form, &mut errors);
    if !errors.is_empty() {
        let acts = TypedActs {
            queue_to: form.one("to").to_owned(),
            queue_reason: form.one("reason").to_owned(),
            ..TypedActs::default()
        };
        return again(&desk, &opened, acts, errors).await;
    }
    let (store, act, event, id) = (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
    match desk.ctx.write(async move { store.move_in_queue(act, event, id, (to, reason)).await }).await? {
        Ok(()) => Ok(told(&desk, &opened, NoticeKind::Good, &t.admin_registrations_queue_moved())),
        Err(CommandError::Refused(MoveRefused::NotWaiting | MoveRefused::ReasonNeeded)) => {
            Ok(told(&desk, &opened, NoticeKind::Warning, &t.admin_registrations_queue_not()))
        }
        Err(CommandError::Refused(MoveRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

pub(crate) async fn change(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let (t, mut errors) = (desk.t(), FormErrors::default());
    let (request, accept) = (id_of(form.one("request"))?, form.one("accept") == "yes");
    let reason = if accept { String::new() } else { reason_of(&desk, "change-reason", &form, &mut errors) };
    if !errors.is_empty() {
        let acts = TypedActs { change_reason: form.one("reason").to_owned(), ..TypedActs::default() };
        return again(&desk, &opened, acts, errors).await;
    }
    let verdict = ChangeVerdict { request, accept, reason };
    let (store, act, event, id) = (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
    let outcome = desk.ctx.write(async move { store.decide_change(act, event, id, verdict).await }).await?;
    let (kind, text) = match outcome {
        Ok(()) if accept => (NoticeKind::Good, t.admin_registrations_change_accepted()),
        Ok(()) => (NoticeKind::Good, t.admin_registrations_change_rejected()),
        Err(CommandError::Refused(refused)) => (
            NoticeKind::Warning,
            match refused {
                ChangeRequestRefused::ReasonNeeded => t.admin_registrations_needs_reason(),
                ChangeRequestRefused::Answers => t.admin_registrations_change_misfit(),
                ChangeRequestRefused::NotPending | ChangeRequestRefused::Ended => {
                    t.admin_registrations_change_gone()
                }
                ChangeRequestRefused::NotAllowed => return Err(WebError::NotFound),
            },
        ),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    Ok(told(&desk, &opened, kind, &text))
}

/// The address of taking back opened by hand: to the list.
pub(crate) async fn undo_by_hand(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path.0).await?;
    Ok(respond::see_other(&AdminUrls::new(&event).registrations()))
}

/// Takes back what was decided together.
pub(crate) async fn undo(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let batch: BatchId = id_of(&path.1)?;
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let results = desk.ctx.write(async move { store.undo_decisions(act, id, batch).await }).await?;
    let results = match results {
        Ok(results) => results,
        Err(CommandError::Refused(_)) => return Err(WebError::NotFound),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    let outcomes = named(&desk, &event, results).await?;
    let notice = undone(desk.t(), &outcomes);
    let back = match form.one("back").parse::<RegistrationId>() {
        Ok(id) => AdminUrls::new(&event).registration(id),
        Err(_) => AdminUrls::new(&event).registrations(),
    };
    Ok(with_notice(&desk.ctx, &back, notice.kind, &notice.text))
}

//! What an organiser does to one registration that is no decision: put it aside, note facets, move it in the queue,
//! answer a change that the delegate asks for; and taking decisions back.

use super::answers::id_of;
use super::listing::carried;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::{HttpResponse, web};
use plenary_domain::event::Event;
use plenary_domain::ids::{BatchId, RegistrationId};
use plenary_domain::registration::{Badge, ChangeRequestRefused, Credential, Facets, Visa};
use plenary_domain::text::optional_lines;
use plenary_pages::admin::NoticeKind;
use plenary_pages::admin::registrations::undone;
use plenary_pages::urls::AdminUrls;
use plenary_store::{ChangeVerdict, CommandError, FacetRefused, MoveRefused};
use std::borrow::Cow;

/// The longest reason, in characters.
const REASON: usize = 1_000;

type Path = web::Path<(String, String)>;

/// The registration that the form is about, for somebody who runs its event.
struct Opened {
    event: Event,
    id: RegistrationId,
    back: String,
}

async fn open(desk: &DeskCtx, path: &(String, String), form: &RawForm) -> Result<Opened, WebError> {
    desk.check(form)?;
    let event = desk.run(&path.0).await?;
    let id = id_of(&path.1)?;
    let list = carried(&event, form.one("list"));
    let back = format!("{}?{}", AdminUrls::new(&event).registration(id), list.query());
    Ok(Opened { event, id, back })
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

pub(crate) async fn queue(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let t = desk.t();
    let to: usize = match form.one("to").trim().parse() {
        Ok(to) if to >= 1 => to,
        _ => return Ok(told(&desk, &opened, NoticeKind::Warning, &t.admin_registrations_queue_wrong())),
    };
    let reason = optional_lines(form.one("reason"), REASON).unwrap_or_default();
    let (store, act, event, id) = (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
    let outcome =
        desk.ctx.write(async move { store.move_in_queue(act, event, id, (to, reason)).await }).await?;
    let (kind, text): (_, Cow<'static, str>) = match outcome {
        Ok(()) => (NoticeKind::Good, t.admin_registrations_queue_moved()),
        Err(CommandError::Refused(MoveRefused::NotWaiting)) => {
            (NoticeKind::Warning, t.admin_registrations_queue_not())
        }
        Err(CommandError::Refused(MoveRefused::ReasonNeeded)) => {
            (NoticeKind::Warning, t.admin_registrations_needs_reason())
        }
        Err(CommandError::Refused(MoveRefused::NotAllowed)) => return Err(WebError::NotFound),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    Ok(told(&desk, &opened, kind, &text))
}

pub(crate) async fn change(desk: DeskCtx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let opened = open(&desk, &path, &form).await?;
    let t = desk.t();
    let verdict = ChangeVerdict {
        request: id_of(form.one("request"))?,
        accept: form.one("accept") == "yes",
        reason: optional_lines(form.one("reason"), REASON).unwrap_or_default(),
    };
    let accepted = verdict.accept;
    let (store, act, event, id) = (desk.ctx.site.store.clone(), desk.act(), opened.event.id, opened.id);
    let outcome = desk.ctx.write(async move { store.decide_change(act, event, id, verdict).await }).await?;
    let (kind, text) = match outcome {
        Ok(()) if accepted => (NoticeKind::Good, t.admin_registrations_change_accepted()),
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
    /// Each kind of refusal names five.
    const NAMED: usize = 15;
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
    let (mut outcomes, mut named) = (Vec::new(), 0);
    for (id, result) in results {
        let mut name = String::new();
        if result.is_err() && named < NAMED {
            named += 1;
            name = desk.ctx.site.store.registration(event.id, id).await?.answers.full_name();
        }
        outcomes.push((name, result));
    }
    let notice = undone(desk.t(), &outcomes);
    let back = match form.one("back").parse::<RegistrationId>() {
        Ok(id) => AdminUrls::new(&event).registration(id),
        Err(_) => AdminUrls::new(&event).registrations(),
    };
    Ok(with_notice(&desk.ctx, &back, notice.kind, &notice.text))
}

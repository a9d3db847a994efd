//! The form of a session, new or not, and its removal.

mod parse;

use super::agenda::Loaded;
use super::answers::id_of;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use parse::parse;
use plenary_domain::agenda::{EditRefused, Session, SessionInput};
use plenary_domain::event::Event;
use plenary_domain::ids::SessionId;
use plenary_pages::T;
use plenary_pages::admin::form::Typed;
use plenary_pages::admin::sessions::{
    SessionFormFacts, remove_session_page, session_page, typed_new, typed_of,
};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::CommandError;
use std::collections::HashMap;

/// A form as it is shown.
struct Shown<'a> {
    status: StatusCode,
    session: Option<(&'a Session, i32)>,
    typed: &'a Typed,
    errors: FormErrors,
    stale: bool,
}

fn show(desk: &DeskCtx, event: &Event, loaded: &Loaded, shown: Shown<'_>) -> Result<HttpResponse, WebError> {
    let Shown { status, session, typed, errors, stale } = shown;
    let facts = SessionFormFacts { event, agenda: loaded.agenda(), session, typed, errors, stale };
    let desk = desk.desk(Some(event));
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(event, loaded.to_decide);
    respond::page_with(status, &session_page(frame, &facts))
}

pub(crate) async fn new_page(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<HashMap<String, String>>,
) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let day = query.get("day").and_then(|day| day.parse().ok()).filter(|day| event.days().contains(day));
    let typed = typed_new(day);
    let errors = FormErrors::default();
    show(
        &desk,
        &event,
        &loaded,
        Shown { status: StatusCode::OK, session: None, typed: &typed, errors, stale: false },
    )
}

pub(crate) async fn create(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    save_form(desk, &path, None, form).await
}

pub(crate) async fn page(desk: DeskCtx, path: web::Path<(String, String)>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let (session, version) = loaded.session(id_of(&path.1)?)?;
    let typed = typed_of(&SessionInput::from(session));
    let (session, errors) = (Some((session, version)), FormErrors::default());
    show(
        &desk,
        &event,
        &loaded,
        Shown { status: StatusCode::OK, session, typed: &typed, errors, stale: false },
    )
}

pub(crate) async fn save(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    save_form(desk, &path.0, Some(id_of(&path.1)?), form).await
}

async fn save_form(
    desk: DeskCtx,
    slug: &str,
    id: Option<SessionId>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(slug).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let session = id.map(|id| loaded.session(id)).transpose()?;
    let version = form.one("version").parse().ok();
    let typed = Typed(form.0);
    let again = |status, errors, stale| {
        show(&desk, &event, &loaded, Shown { status, session, typed: &typed, errors, stale })
    };
    let input = match parse(desk.t(), &event, &loaded, session.map(|(session, _)| session), &typed) {
        Ok(input) => input,
        Err(errors) => return again(StatusCode::UNPROCESSABLE_ENTITY, errors, false),
    };
    let (store, act, event_id, slot) = (desk.ctx.site.store.clone(), desk.act(), event.id, input.slot);
    let write = async move { store.save_session(act, event_id, id, version, input).await };
    match desk.ctx.write(write).await? {
        Ok(id) => {
            let day = slot.map_or(event.starts_on, |slot| slot.day);
            let to = AdminUrls::new(&event).agenda_selected(day, id);
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &desk.t().admin_session_saved()))
        }
        Err(CommandError::Refused(EditRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Refused(EditRefused::ChangedMeanwhile)) => {
            again(StatusCode::CONFLICT, FormErrors::default(), true)
        }
        Err(CommandError::Refused(refused)) => {
            again(StatusCode::UNPROCESSABLE_ENTITY, refusal(desk.t(), refused, &typed), false)
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// A refusal of the store beside the field that it is about.
fn refusal(t: T, refused: EditRefused, typed: &Typed) -> FormErrors {
    let mut errors = FormErrors::default();
    match refused {
        EditRefused::FewerSeatsThanTaken { .. } if typed.one("seats").trim().is_empty() => {
            errors.add("seats", t.admin_session_error_seats_kept());
        }
        EditRefused::FewerSeatsThanTaken { taken } => {
            errors.add("seats", t.admin_session_error_seats_taken(taken));
        }
        EditRefused::OutsideEvent => errors.add("day", t.admin_session_error_day()),
        EditRefused::Blocked => errors.add("day", t.admin_session_error_blocked()),
        EditRefused::SkippedByClock => errors.add("start", t.admin_session_error_skipped()),
        // A room or a person that was removed a moment ago.
        _ => {
            errors.add("room", t.admin_session_error_room());
        }
    }
    errors
}

pub(crate) async fn remove_page(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path.0).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let (session, _) = loaded.session(id_of(&path.1)?)?;
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(&event, loaded.to_decide);
    respond::page(&remove_session_page(frame, &event, session))
}

pub(crate) async fn remove(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let id: SessionId = id_of(&path.1)?;
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let urls = AdminUrls::new(&event);
    match desk.ctx.write(async move { store.remove_session(act, event_id, id).await }).await? {
        Ok(()) => {
            Ok(with_notice(&desk.ctx, &urls.agenda(), NoticeKind::Good, &desk.t().admin_session_removed()))
        }
        Err(CommandError::Refused(EditRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Refused(_)) => {
            let text = desk.t().admin_session_in_use();
            Ok(with_notice(&desk.ctx, &urls.session(id), NoticeKind::Warning, &text))
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

//! The timetable editor: the page, and the moves of one session.

use super::answers::{id_of, time_of};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::Span;
use jiff::civil::Date;
use plenary_domain::agenda::{Agenda, EditRefused, Session, Slot, changes_in, conflicts, shifted};
use plenary_domain::event::Event;
use plenary_domain::ids::{RoomId, SessionId};
use plenary_pages::admin::agenda::{AgendaFacts, AgendaPage, Says};
use plenary_pages::admin::{AdminFrame, AdminNav, Notice, NoticeKind};
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, DraftAgenda, Release};
use std::collections::HashMap;

/// Minutes of one step of the buttons.
const STEP: i64 = 15;

/// Registrations that wait for a decision, as the side bar counts them.
pub(super) async fn to_decide(desk: &DeskCtx, event: &Event) -> Result<i64, WebError> {
    Ok(desk.ctx.site.store.to_decide(&desk.actor(), event.id).await?)
}

/// What every page of the agenda needs.
pub(super) struct Loaded {
    pub(super) draft: DraftAgenda,
    pub(super) released: Option<Release>,
    pub(super) to_decide: i64,
}

impl Loaded {
    pub(super) async fn of(desk: &DeskCtx, event: &Event) -> Result<Self, WebError> {
        let store = &desk.ctx.site.store;
        Ok(Self {
            draft: store.draft_agenda(event.id).await?,
            released: store.released_agenda(event.id).await?,
            to_decide: to_decide(desk, event).await?,
        })
    }

    pub(super) fn agenda(&self) -> &Agenda {
        &self.draft.agenda
    }

    /// A session of the draft with its version.
    pub(super) fn session(&self, id: SessionId) -> Result<(&Session, i32), WebError> {
        let session = self.agenda().session(id).ok_or(WebError::NotFound)?;
        let version = self.draft.versions.get(&id).copied().ok_or(WebError::NotFound)?;
        Ok((session, version))
    }
}

/// The editor with a day and a selected session, as in its address.
pub(crate) async fn page(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<HashMap<String, String>>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let asked = |name: &str| query.get(name).map_or("", String::as_str);
    show(&desk, &event, StatusCode::OK, asked("day").parse().ok(), asked("session").parse().ok()).await
}

/// The editor as it stands now; what has to be said is in the notice of `desk`.
async fn show(
    desk: &DeskCtx,
    event: &Event,
    status: StatusCode,
    day: Option<Date>,
    session: Option<SessionId>,
) -> Result<HttpResponse, WebError> {
    let loaded = Loaded::of(desk, event).await?;
    let found = conflicts(loaded.agenda(), &event.days());
    let released = loaded.released.as_ref().map(|release| &release.agenda);
    let facts = AgendaFacts {
        event,
        agenda: loaded.agenda(),
        conflicts: &found,
        changes: changes_in(released, loaded.agenda(), &event.zone()).len(),
        shifted: released.map_or(0, |released| shifted(released, &event.zone()).len()),
        day: AgendaFacts::day_of(event, loaded.agenda(), day, session),
        selected: session.and_then(|id| Some((id, loaded.draft.versions.get(&id).copied()?))),
    };
    let desk = desk.desk(Some(event));
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(event, loaded.to_decide);
    respond::page_with(status, &AgendaPage::new(frame, &facts))
}

/// Moves a session: a step earlier or later, into another room, out of the timetable, or wherever the form says.
pub(crate) async fn move_session(
    mut desk: DeskCtx,
    path: web::Path<(String, String)>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let id: SessionId = id_of(&path.1)?;
    let version: i32 = form.one("version").parse().map_err(|_| WebError::Unreadable("no version"))?;
    let loaded = Loaded::of(&desk, &event).await?;
    let (session, _) = loaded.session(id)?;
    let shown = session.slot.map(|slot| slot.day);
    let t = desk.t();
    let refused = |desk: &mut DeskCtx, text: std::borrow::Cow<'static, str>| {
        desk.notice = Some(Notice { text: text.into_owned(), kind: NoticeKind::Warning });
    };
    let Some((slot, room)) = target(session, loaded.agenda(), &form)? else {
        refused(&mut desk, t.admin_agenda_not_moved());
        return show(&desk, &event, StatusCode::UNPROCESSABLE_ENTITY, shown, Some(id)).await;
    };
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let write = async move { store.move_session(act, event_id, id, version, slot, room).await };
    match desk.ctx.write(write).await? {
        Ok(()) => {
            let day = slot.map(|slot| slot.day).or(shown).unwrap_or(event.starts_on);
            let text = match slot {
                Some(slot) => {
                    let moved = Session { slot: Some(slot), room, ..session.clone() };
                    let says = Says::new(t, &event, loaded.agenda());
                    t.admin_agenda_moved(format!("{}, {}", says.when(slot), says.place(&moved).text))
                }
                None => t.admin_agenda_taken_out().into_owned(),
            };
            let to = AdminUrls::new(&event).agenda_selected(day, id);
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &text))
        }
        Err(CommandError::Refused(EditRefused::OutsideEvent)) => {
            refused(&mut desk, t.admin_agenda_outside());
            show(&desk, &event, StatusCode::UNPROCESSABLE_ENTITY, shown, Some(id)).await
        }
        Err(CommandError::Refused(EditRefused::SkippedByClock)) => {
            refused(&mut desk, t.admin_session_error_skipped());
            show(&desk, &event, StatusCode::UNPROCESSABLE_ENTITY, shown, Some(id)).await
        }
        Err(CommandError::Refused(EditRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Refused(_)) => {
            refused(&mut desk, t.admin_agenda_meanwhile());
            show(&desk, &event, StatusCode::CONFLICT, shown, Some(id)).await
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

type Target = (Option<Slot>, Option<RoomId>);

/// Where the pressed button leads; nothing if that is another day.
fn target(session: &Session, agenda: &Agenda, form: &RawForm) -> Result<Option<Target>, WebError> {
    let pressed = form.one("do");
    if let Some(room) = pressed.strip_prefix("room:") {
        return Ok(Some((session.slot, room_of(room, agenda)?)));
    }
    match pressed {
        "earlier" | "later" => {
            let step = if pressed == "later" { STEP } else { -STEP };
            let Some(slot) = session.slot else { return Ok(Some((None, session.room))) };
            let start = slot.starts().checked_add(Span::new().minutes(step)).map_err(WebError::internal)?;
            let same_day = start.date() == slot.day;
            Ok(same_day.then(|| (Some(Slot { start: start.time(), ..slot }), session.room)))
        }
        "out" => Ok(Some((None, session.room))),
        "save" => Ok(Some((Some(slot_of(form)?), room_of(form.one("room"), agenda)?))),
        _ => Err(WebError::Unreadable("unknown button")),
    }
}

/// The lists offer nothing else: whatever does not parse was not sent by our page.
fn slot_of(form: &RawForm) -> Result<Slot, WebError> {
    let day = form.one("day").parse().map_err(|_| WebError::Unreadable("day"))?;
    let start = time_of(form.one("start")).ok_or(WebError::Unreadable("start"))?;
    let minutes = form.one("minutes").parse().ok().filter(|minutes| (5..=1440).contains(minutes));
    Ok(Slot { day, start, minutes: minutes.ok_or(WebError::Unreadable("length"))? })
}

fn room_of(raw: &str, agenda: &Agenda) -> Result<Option<RoomId>, WebError> {
    if raw.is_empty() {
        return Ok(None);
    }
    let room = raw.parse().ok().filter(|id| agenda.room(*id).is_some());
    room.map(Some).ok_or(WebError::Unreadable("room"))
}

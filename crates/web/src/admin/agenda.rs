//! The timetable editor: the page, and taking the last edit back.

use super::agenda_moves::Question;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::civil::Date;
use plenary_domain::agenda::{Agenda, Known, Session, UndoEditRefused, changes_in, conflicts, shifted};
use plenary_domain::event::Event;
use plenary_domain::ids::SessionId;
use plenary_pages::admin::agenda::{AgendaFacts, AgendaPage, UndoFacts};
use plenary_pages::admin::{AdminFrame, AdminNav, Notice, NoticeKind};
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, DraftAgenda, LastEdit, Release};
use std::collections::HashMap;

/// Registrations that wait for a decision, as the side bar counts them.
pub(super) async fn to_decide(desk: &DeskCtx, event: &Event) -> Result<i64, WebError> {
    Ok(desk.ctx.site.store.to_decide(&desk.actor(), event.id).await?)
}

/// What every page of the agenda needs.
pub(super) struct Loaded {
    pub(super) draft: DraftAgenda,
    pub(super) known: Known,
    pub(super) released: Option<Release>,
    pub(super) to_decide: i64,
}

impl Loaded {
    pub(super) async fn of(desk: &DeskCtx, event: &Event) -> Result<Self, WebError> {
        let store = &desk.ctx.site.store;
        let (draft, known) = store.planning(event.id).await?;
        let released = store.released_agenda(event.id).await?;
        Ok(Self { draft, known, released, to_decide: to_decide(desk, event).await? })
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
    let shown = Shown { day: asked("day").parse().ok(), session: asked("session").parse().ok(), ask: None };
    show(&desk, &event, StatusCode::OK, shown).await
}

/// What of the editor is shown.
pub(super) struct Shown<'a> {
    pub(super) day: Option<Date>,
    pub(super) session: Option<SessionId>,
    pub(super) ask: Option<&'a Question>,
}

/// The editor as it stands now; what has to be said is in the notice of `desk`.
pub(super) async fn show(
    desk: &DeskCtx,
    event: &Event,
    status: StatusCode,
    shown: Shown<'_>,
) -> Result<HttpResponse, WebError> {
    let loaded = Loaded::of(desk, event).await?;
    let last = desk.ctx.site.store.last_edit(event.id).await?;
    let found = conflicts(loaded.agenda(), &event.days(), &loaded.known);
    let released = loaded.released.as_ref().map(|release| &release.agenda);
    let facts = AgendaFacts {
        event,
        agenda: loaded.agenda(),
        versions: &loaded.draft.versions,
        conflicts: &found,
        changes: changes_in(released, loaded.agenda(), &event.zone()).len(),
        shifted: released.map_or(0, |released| shifted(released, &event.zone()).len()),
        day: AgendaFacts::day_of(event, loaded.agenda(), shown.day, shown.session),
        selected: shown.session,
        undo: last.as_ref().map(|last| undo_facts(desk, last)),
        ask: shown.ask.map(Question::facts),
    };
    let desk = desk.desk(Some(event));
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(event, loaded.to_decide);
    respond::page_with(status, &AgendaPage::new(frame, &facts))
}

fn undo_facts<'a>(desk: &DeskCtx, last: &'a LastEdit) -> UndoFacts<'a> {
    let mine = last.account == Some(desk.signed_in.account.id) || last.author.is_empty();
    UndoFacts {
        number: last.number,
        kind: &last.kind,
        title: &last.title,
        by: (!mine).then_some(last.author.as_str()),
    }
}

/// Takes the last edit back, if it is still the one that the page named.
pub(crate) async fn undo(
    mut desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let number: i64 = form.one("number").parse().map_err(|_| WebError::Unreadable("no number"))?;
    let day: Option<Date> = form.one("day").parse().ok();
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let t = desk.t();
    let text = match desk.ctx.write(async move { store.undo_edit(act, id, number).await }).await? {
        Ok(undone) => {
            let urls = AdminUrls::new(&event);
            let day = day.unwrap_or(event.starts_on);
            let to = undone.session.map_or_else(|| urls.agenda_day(day), |id| urls.agenda_of(id));
            return Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_agenda_undone()));
        }
        Err(CommandError::Refused(UndoEditRefused::NotAllowed)) => return Err(WebError::NotFound),
        Err(CommandError::Refused(UndoEditRefused::ChangedMeanwhile)) => t.admin_agenda_undo_meanwhile(),
        Err(CommandError::Refused(UndoEditRefused::InUse)) => t.admin_agenda_undo_in_use(),
        Err(CommandError::Store(error)) => return Err(error.into()),
    };
    desk.notice = Some(Notice { text: text.into_owned(), kind: NoticeKind::Warning });
    show(&desk, &event, StatusCode::CONFLICT, Shown { day, session: None, ask: None }).await
}

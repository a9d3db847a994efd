//! Moves of one session: what they would lead to, and saving them once that has been seen. The form, the pointer and the
//! keyboard all end here.

use super::agenda::{Shown, show};
use super::answers::{id_of, time_of};
use crate::ctx::hex;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::{Span, Timestamp};
use plenary_domain::agenda::{
    Agenda, Conflict, Edit, EditRefused, Known, LONGEST, Level, SHORTEST, Session, Slot, arisen, conflicts,
    first_free,
};
use plenary_domain::event::Event;
use plenary_domain::ids::{RoomId, SessionId};
use plenary_pages::admin::agenda::{AskFacts, Says, Why};
use plenary_pages::admin::{Notice, NoticeKind};
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, DraftAgenda};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use uuid::Uuid;

/// Minutes of one step of the buttons.
const STEP: i64 = 15;

/// An edit as it was asked for, with the draft that it is about.
struct Asked {
    draft: DraftAgenda,
    known: Known,
    session: SessionId,
    edit: Edit,
    /// As the page knew them.
    versions: Vec<(SessionId, i32)>,
}

/// Something to decide before an edit is saved.
pub(super) struct Question {
    session: SessionId,
    reason: Reason,
    hidden: Vec<(&'static str, String)>,
    planned: Agenda,
}

enum Reason {
    Conflicts(Vec<Conflict>),
    Blocked(Vec<Conflict>),
    Meanwhile(String, Option<Timestamp>),
}

impl Question {
    pub(super) fn facts(&self) -> AskFacts<'_> {
        let why = match &self.reason {
            Reason::Conflicts(found) => Why::Conflicts(found),
            Reason::Blocked(found) => Why::Blocked(found),
            Reason::Meanwhile(who, at) => Why::Meanwhile { who, at: *at },
        };
        AskFacts { session: self.session, why, hidden: self.hidden.clone(), planned: &self.planned }
    }
}

/// What the form or the script asks for, before anything is saved.
pub(crate) async fn check(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
    query: web::Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path.0).await?;
    let form = RawForm(query.into_inner());
    let asked = match asked(&desk, &event, id_of(&path.1)?, &form).await? {
        Ok(asked) => asked,
        Err(words) => return Ok(respond::facts(&json!({ "fits": false, "words": words, "seen": "" }))),
    };
    let (planned, found) = asked.leads_to(&event)?;
    let says = Says::new(desk.t(), &event, &planned);
    let words: Vec<String> = found.iter().map(|conflict| says.in_short(asked.session, conflict)).collect();
    let answer = json!({ "fits": found.is_empty(), "words": words.join(" · "), "seen": seen(&found) });
    Ok(respond::facts(&answer))
}

/// Saves an edit whose conflicts have been seen; asks about those that have not.
pub(crate) async fn save(
    mut desk: DeskCtx,
    path: web::Path<(String, String)>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let id: SessionId = id_of(&path.1)?;
    let asked = match asked(&desk, &event, id, &form).await? {
        Ok(asked) => asked,
        Err(words) => {
            desk.notice = Some(Notice { text: words.into_owned(), kind: NoticeKind::Warning });
            let shown = Shown { day: None, session: Some(id), ask: None };
            return show(&desk, &event, StatusCode::UNPROCESSABLE_ENTITY, shown).await;
        }
    };
    if !asked.is_current() {
        return meanwhile(&desk, &event, asked).await;
    }
    let (planned, found) = asked.leads_to(&event)?;
    let blocked = found.iter().any(|conflict| conflict.level == Level::BlocksSave);
    if blocked || (!found.is_empty() && seen(&found) != form.one("seen")) {
        return ask(&desk, &event, asked, (planned, found), blocked).await;
    }
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let (edit, versions) = (asked.edit, asked.versions.clone());
    let write = async move { store.edit_agenda(act, event_id, edit, versions).await };
    match desk.ctx.write(write).await? {
        Ok(touched) => Ok(saved(&desk, &event, &asked, (&planned, touched))),
        Err(CommandError::Refused(EditRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Refused(EditRefused::Blocked)) => {
            ask(&desk, &event, asked, (planned, found), true).await
        }
        Err(CommandError::Refused(why @ (EditRefused::OutsideEvent | EditRefused::SkippedByClock))) => {
            let t = desk.t();
            let skipped = why == EditRefused::SkippedByClock;
            let text = if skipped { t.admin_session_error_skipped() } else { t.admin_agenda_outside() };
            desk.notice = Some(Notice { text: text.into_owned(), kind: NoticeKind::Warning });
            let shown = Shown { day: None, session: Some(id), ask: None };
            show(&desk, &event, StatusCode::UNPROCESSABLE_ENTITY, shown).await
        }
        Err(CommandError::Refused(_)) => meanwhile(&desk, &event, asked).await,
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// Says what was saved, where it can be seen.
fn saved(
    desk: &DeskCtx,
    event: &Event,
    asked: &Asked,
    (planned, touched): (&Agenda, SessionId),
) -> HttpResponse {
    let (t, urls) = (desk.t(), AdminUrls::new(event));
    let says = Says::new(t, event, planned);
    let session = planned.session(asked.session);
    let before = asked.draft.agenda.session(asked.session).and_then(|session| session.slot);
    let slot = session.and_then(|session| session.slot);
    let text = match (asked.edit, session.zip(slot)) {
        (Edit::Copy { .. }, _) => t.admin_agenda_copied().into_owned(),
        (Edit::Split { .. }, _) => t.admin_agenda_split_done().into_owned(),
        (Edit::Swap { .. }, _) => t.admin_agenda_swapped().into_owned(),
        (_, Some((session, slot))) => {
            t.admin_agenda_moved(format!("{}, {}", says.when(slot), says.place(session).text))
        }
        (_, None) => t.admin_agenda_taken_out().into_owned(),
    };
    let day = slot.or(before).map_or(event.starts_on, |slot| slot.day);
    with_notice(&desk.ctx, &urls.agenda_selected(day, touched), NoticeKind::Good, &text)
}

async fn ask(
    desk: &DeskCtx,
    event: &Event,
    asked: Asked,
    (planned, found): (Agenda, Vec<Conflict>),
    blocked: bool,
) -> Result<HttpResponse, WebError> {
    let mut hidden = asked.again();
    hidden.push(("seen", seen(&found)));
    let reason = if blocked { Reason::Blocked(found) } else { Reason::Conflicts(found) };
    let day = asked.day();
    let question = Question { session: asked.session, reason, hidden, planned };
    let shown = Shown { day, session: Some(asked.session), ask: Some(&question) };
    show(desk, event, StatusCode::UNPROCESSABLE_ENTITY, shown).await
}

/// Somebody else came first: both are shown, and either can be kept.
async fn meanwhile(desk: &DeskCtx, event: &Event, mut asked: Asked) -> Result<HttpResponse, WebError> {
    let store = &desk.ctx.site.store;
    let last = store.history(&desk.actor(), event.id, asked.session.0).await?.into_iter().next();
    let who = last.as_ref().map_or("", |row| row.actor_name.as_str()).to_owned();
    let day = asked.day();
    let session = asked.session;
    // What was wanted, on top of what is there now.
    (asked.draft, asked.known) = store.planning(event.id).await?;
    let now = |id: &SessionId| asked.draft.versions.get(id).copied();
    asked.versions = asked.edit.touches().iter().filter_map(|id| Some((*id, now(id)?))).collect();
    let Ok((planned, _)) = asked.leads_to(event) else {
        return show(desk, event, StatusCode::CONFLICT, Shown { day, session: Some(session), ask: None })
            .await;
    };
    let reason = Reason::Meanwhile(who, last.map(|row| row.at));
    let question = Question { session, reason, hidden: asked.again(), planned };
    show(desk, event, StatusCode::CONFLICT, Shown { day, session: Some(session), ask: Some(&question) }).await
}

/// What somebody has seen, in one word.
fn seen(found: &[Conflict]) -> String {
    if found.is_empty() {
        return String::new();
    }
    let mut names: Vec<String> = found.iter().map(Conflict::name).collect();
    names.sort_unstable();
    hex(Sha256::digest(names.join(" ").as_bytes()).get(..12).unwrap_or_default())
}

impl Asked {
    /// Nobody has changed what the page showed.
    fn is_current(&self) -> bool {
        self.versions.iter().all(|(id, version)| self.draft.versions.get(id) == Some(version))
    }

    /// The draft as it would be, and the conflicts that would be new in it.
    fn leads_to(&self, event: &Event) -> Result<(Agenda, Vec<Conflict>), WebError> {
        let outcome = self.edit.outcome(&self.draft.agenda).map_err(|_| WebError::NotFound)?;
        let (days, mut planned) = (event.days(), self.draft.agenda.clone());
        outcome.put_into(&mut planned, Uuid::max().into());
        let before = conflicts(&self.draft.agenda, &days, &self.known);
        let after = conflicts(&planned, &days, &self.known);
        Ok((planned, arisen(&before, after)))
    }

    /// What a form has to send to ask for the same once more.
    fn again(&self) -> Vec<(&'static str, String)> {
        let version = |id: SessionId| self.versions.iter().find(|(of, _)| *of == id).map_or(0, |(_, v)| *v);
        let mut fields = vec![("version", version(self.session).to_string())];
        match self.edit {
            Edit::Move { slot: None, .. } => fields.push(("do", "out".to_owned())),
            Edit::Move { slot: Some(slot), room, .. } => fields.extend([
                ("do", "save".to_owned()),
                ("day", slot.day.to_string()),
                ("start", slot.start.strftime("%H:%M").to_string()),
                ("minutes", slot.minutes.to_string()),
                ("room", room.map(|room| room.to_string()).unwrap_or_default()),
            ]),
            Edit::Swap { with, .. } => {
                fields.extend([("do", "swap".to_owned()), ("with", format!("{with}.{}", version(with)))]);
            }
            Edit::Copy { .. } => fields.push(("do", "copy".to_owned())),
            Edit::Split { minutes, .. } => {
                fields.extend([("do", "split".to_owned()), ("at", minutes.to_string())]);
            }
        }
        fields
    }

    fn day(&self) -> Option<jiff::civil::Date> {
        let wanted = match self.edit {
            Edit::Move { slot, .. } => slot,
            _ => None,
        };
        let shown = self.draft.agenda.session(self.session).and_then(|session| session.slot);
        wanted.or(shown).map(|slot| slot.day)
    }
}

/// Reads the form; a sentence where what it asks for can't be.
async fn asked(
    desk: &DeskCtx,
    event: &Event,
    id: SessionId,
    form: &RawForm,
) -> Result<Result<Asked, Cow<'static, str>>, WebError> {
    let version: i32 = form.one("version").parse().map_err(|_| WebError::Unreadable("no version"))?;
    let (draft, known) = desk.ctx.site.store.planning(event.id).await?;
    let session = draft.agenda.session(id).ok_or(WebError::NotFound)?;
    let mut versions = vec![(id, version)];
    let edit = match form.one("do") {
        "copy" => Edit::Copy { session: id },
        "split" => Edit::Split { session: id, minutes: number(form, "at")? },
        "swap" => {
            let (with, version) = other(form)?;
            versions.push((with, version));
            Edit::Swap { session: id, with }
        }
        pressed => match target(session, &draft.agenda, form, pressed)? {
            Some((slot, room)) => Edit::Move { session: id, slot, room },
            None => return Ok(Err(desk.t().admin_agenda_not_moved())),
        },
    };
    if matches!(edit.outcome(&draft.agenda), Err(EditRefused::CannotBeSplit)) {
        return Ok(Err(desk.t().admin_agenda_not_split()));
    }
    Ok(Ok(Asked { draft, known, session: id, edit, versions }))
}

fn number(form: &RawForm, name: &str) -> Result<i32, WebError> {
    form.one(name).parse().map_err(|_| WebError::Unreadable("a number"))
}

/// The other session of a swap, with the version that the page showed.
fn other(form: &RawForm) -> Result<(SessionId, i32), WebError> {
    let read = || {
        let (id, version) = form.one("with").split_once('.')?;
        Some((id.parse().ok()?, version.parse().ok()?))
    };
    read().ok_or(WebError::Unreadable("with what to swap"))
}

type Target = (Option<Slot>, Option<RoomId>);

/// Where the pressed button leads; nothing if that is another day, or nowhere.
fn target(
    session: &Session,
    agenda: &Agenda,
    form: &RawForm,
    pressed: &str,
) -> Result<Option<Target>, WebError> {
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
        "free" => Ok(first_free(agenda, session).map(|slot| (Some(slot), session.room))),
        "save" => {
            let (slot, room) = (slot_of(form)?, room_of(form.one("room"), agenda)?);
            if form.one("free") != "yes" {
                return Ok(Some((Some(slot), room)));
            }
            let there = Session { slot: Some(slot), room, ..session.clone() };
            Ok(first_free(agenda, &there).map(|slot| (Some(slot), room)))
        }
        _ => Err(WebError::Unreadable("unknown button")),
    }
}

/// The lists offer nothing else: whatever does not parse was not sent by our page.
fn slot_of(form: &RawForm) -> Result<Slot, WebError> {
    let day = form.one("day").parse().map_err(|_| WebError::Unreadable("day"))?;
    let start = time_of(form.one("start")).ok_or(WebError::Unreadable("start"))?;
    let minutes = form.one("minutes").parse().ok().filter(|minutes| (SHORTEST..=LONGEST).contains(minutes));
    Ok(Slot { day, start, minutes: minutes.ok_or(WebError::Unreadable("length"))? })
}

fn room_of(raw: &str, agenda: &Agenda) -> Result<Option<RoomId>, WebError> {
    if raw.is_empty() {
        return Ok(None);
    }
    let room = raw.parse().ok().filter(|id| agenda.room(*id).is_some());
    room.map(Some).ok_or(WebError::Unreadable("room"))
}

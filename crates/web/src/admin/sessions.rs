//! The form of a session, new or not, and its removal.

use super::agenda::Loaded;
use super::answers::{Answers, id_of, time_of};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::agenda::{
    EditRefused, Openness, Session, SessionInput, SessionKind, SessionSpeaker, Slot, SpeakerRole,
};
use plenary_domain::event::{Event, MAX_PLACES};
use plenary_domain::ids::SessionId;
use plenary_domain::{Lang, LocalText};
use plenary_pages::T;
use plenary_pages::admin::form::{Typed, in_lang};
use plenary_pages::admin::sessions::{
    SessionFormFacts, remove_session_page, session_page, speaker_rows, typed_new, typed_of,
};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::CommandError;
use std::collections::HashMap;

/// Characters of a title, of a place, and of a summary.
const LINE: usize = 200;
const SUMMARY: usize = 2_000;

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
        // A room or a person that was removed a moment ago.
        _ => {
            errors.add("room", t.admin_session_error_room());
        }
    }
    errors
}

/// The form made into a session, or everything that is wrong with it.
fn parse(
    t: T,
    event: &Event,
    loaded: &Loaded,
    before: Option<&Session>,
    typed: &Typed,
) -> Result<SessionInput, FormErrors> {
    let mut answers = Answers::new(t, typed);
    let none = LocalText::default();
    let old =
        before.map_or((&none, &none, &none), |session| (&session.title, &session.summary, &session.place));
    let title = answers.line("title", old.0, LINE);
    if title.is_empty() && answers.errors.is_empty() {
        let first = event.languages.first().copied().unwrap_or(Lang::En);
        answers.wrong(in_lang("title", first), t.admin_session_error_title());
    }
    let kind = SessionKind::parse(answers.one("kind"));
    if kind.is_none() {
        answers.wrong("kind", t.admin_session_error_kind());
    }
    let openness = Openness::parse(answers.one("openness"));
    if openness.is_none() {
        answers.wrong("openness", t.admin_session_error_openness());
    }
    let input = SessionInput {
        kind: kind.unwrap_or(SessionKind::Panel),
        title,
        summary: answers.lines("summary", old.1, SUMMARY),
        slot: slot(&mut answers, event, before),
        room: chosen(&mut answers, "room", "room", t.admin_session_error_room(), |id| {
            loaded.agenda().room(id).is_some()
        })
        .into_iter()
        .next(),
        place: answers.line("place", old.2, LINE),
        openness: openness.unwrap_or(Openness::Participants),
        interpretation: languages(&mut answers),
        topics: chosen(&mut answers, "topic", "topic", t.admin_session_error_topic(), |id| {
            loaded.agenda().topic(id).is_some()
        }),
        speakers: speakers(&mut answers, loaded, typed),
        seats: answers.number("seats", 1..=MAX_PLACES, t.admin_session_error_seats(MAX_PLACES)),
        cancelled: answers.one("cancelled") == "yes",
    };
    if answers.errors.is_empty() { Ok(input) } else { Err(answers.errors) }
}

/// When it is: without a day it is not in the timetable yet, and the other two don't matter.
fn slot(answers: &mut Answers<'_>, event: &Event, before: Option<&Session>) -> Option<Slot> {
    let t = answers.t;
    if answers.one("day").is_empty() {
        return None;
    }
    let stays = |day| before.and_then(|session| session.slot).is_some_and(|slot| slot.day == day);
    let day = answers.one("day").parse().ok().filter(|day| event.days().contains(day) || stays(*day));
    let start = time_of(answers.one("start"));
    let minutes = answers.one("minutes").parse().ok().filter(|minutes| (5..=1440).contains(minutes));
    if day.is_none() {
        answers.wrong("day", t.admin_session_error_day());
    }
    if start.is_none() {
        answers.wrong("start", t.admin_session_error_start());
    }
    if minutes.is_none() {
        answers.wrong("minutes", t.admin_session_error_length());
    }
    Some(Slot { day: day?, start: start?, minutes: minutes? })
}

/// Identifiers that were chosen, in the order of the form; one that is not there any more is an error.
fn chosen<'a, I: std::str::FromStr + Copy>(
    answers: &mut Answers<'a>,
    name: &'a str,
    id: &str,
    otherwise: impl Into<String>,
    known: impl Fn(I) -> bool,
) -> Vec<I> {
    let raw: Vec<&str> = answers.all(name).filter(|raw| !raw.is_empty()).collect();
    let found: Vec<I> = raw.iter().filter_map(|raw| raw.parse().ok()).filter(|id| known(*id)).collect();
    if found.len() < raw.len() {
        answers.wrong(id, otherwise);
    }
    found
}

/// Ours as ticked, others as typed: "fr, ar" or "zh-Hans".
fn languages(answers: &mut Answers<'_>) -> Vec<String> {
    let mut found: Vec<String> =
        answers.all("interpretation").filter_map(Lang::parse).map(|lang| lang.code().to_owned()).collect();
    let split = |c: char| c == ',' || c == ';' || c.is_whitespace();
    for code in answers.one("interpretation-other").split(split).filter(|code| !code.is_empty()) {
        let mut parts = code.split('-');
        let language = parts
            .next()
            .is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
        let rest = parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !language || !rest || code.len() > 20 {
            answers.wrong("interpretation-other", answers.t.admin_session_error_language());
            break;
        }
        let (language, rest) = code.split_once('-').map_or((code, ""), |(a, b)| (a, b));
        let code = if rest.is_empty() {
            language.to_lowercase()
        } else {
            format!("{}-{rest}", language.to_lowercase())
        };
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

/// The lines that name somebody; the same person in the same role counts once.
fn speakers(answers: &mut Answers<'_>, loaded: &Loaded, typed: &Typed) -> Vec<SessionSpeaker> {
    let mut found = Vec::new();
    for i in 1..=speaker_rows(typed) {
        let field = format!("speaker-{i}");
        let raw = answers.one(&field);
        if raw.is_empty() {
            continue;
        }
        let known = raw.parse().ok().filter(|id| loaded.agenda().speaker(*id).is_some());
        let role = SpeakerRole::parse(answers.one(&format!("role-{i}"))).unwrap_or(SpeakerRole::Speaker);
        match known {
            Some(speaker) => {
                let person = SessionSpeaker { speaker, role };
                if !found.contains(&person) {
                    found.push(person);
                }
            }
            None => answers.wrong(field, answers.t.admin_session_error_speaker()),
        }
    }
    found
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

//! One registration at the desk.

use super::agenda::to_decide;
use super::answers::id_of;
use super::lines::{audit_line, letter_line, other_lang};
use super::listing::{Pairs, carried, filter_of, listing_of};
use super::merge::duplicate_line;
use super::registrations::{outcomes, undo_offer};
use super::verdict::{typed_of, verdict_of};
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::agenda::{Agenda, Session};
use plenary_domain::event::Event;
use plenary_domain::ids::{RegistrationId, SessionId};
use plenary_domain::registration::{Decision, Form, FormFacts, RawAnswers, Registration, TypeCode};
use plenary_pages::T;
use plenary_pages::admin::audit::AuditLine;
use plenary_pages::admin::event_form::own_answers;
use plenary_pages::admin::listing::Listing;
use plenary_pages::admin::registration::{
    Card, ChangeLines, ChosenSession, ListPlace, NoteLine, RegistrationPage, TypedActs, TypedDecision,
};
use plenary_pages::admin::registrations::decided;
use plenary_pages::admin::{AdminFrame, AdminNav};
use plenary_pages::forms::FormErrors;
use plenary_pages::texts::dates::hours;
use plenary_pages::urls::{AdminUrls, EventUrls};
use plenary_store::{DeskCard, NoteRow};

pub(crate) async fn page(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let event = desk.view(&slug).await?;
    let query = RawForm(query.into_inner());
    let listing = listing_of(&event, &query);
    let open = query.one("show") == "protected";
    show(&desk, &event, id_of(&id)?, &listing, Typed { open, ..Typed::default() }).await
}

/// A decision's address opened by hand: back to the person.
pub(crate) async fn decide_page(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    Ok(respond::see_other(&AdminUrls::new(&event).registration(id_of(&id)?)))
}

pub(crate) async fn decide(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let (slug, id) = path.into_inner();
    let event = desk.run(&slug).await?;
    let id = id_of(&id)?;
    let decision = Decision::parse(form.one("do")).ok_or(WebError::Unreadable("no decision"))?;
    let listing = carried(&event, form.one("list"));
    let verdict = match verdict_of(&desk, &event, decision, &form) {
        Ok(verdict) => verdict,
        Err(errors) => {
            let typed = Typed { decision: typed_of(&form, decision), errors, ..Typed::default() };
            return show(&desk, &event, id, &listing, typed).await;
        }
    };
    let outcomes = outcomes(&desk, &event, vec![id], verdict).await?;
    let notice = decided(desk.t(), decision, &outcomes);
    let to = format!("{}?{}", AdminUrls::new(&event).registration(id), listing.query());
    Ok(with_notice(&desk.ctx, &to, notice.kind, &notice.text))
}

/// What was typed into the forms of the page, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) decision: TypedDecision,
    pub(super) acts: TypedActs,
    pub(super) errors: FormErrors,
    /// Answers that are sealed are asked for.
    pub(super) open: bool,
}

/// The registration, with what is sealed of it if that is asked for; that somebody looks at it is written down.
async fn looked_at(
    desk: &DeskCtx,
    event: &Event,
    id: RegistrationId,
    open: bool,
) -> Result<Registration, WebError> {
    let store = desk.ctx.site.store.clone();
    if !open {
        return Ok(store.registration(event.id, id).await?);
    }
    let (act, event) = (desk.act(), event.id);
    Ok(desk.ctx.write(async move { store.registration_opened(act, event, id).await }).await??)
}

pub(super) async fn show(
    desk: &DeskCtx,
    event: &Event,
    id: RegistrationId,
    listing: &Listing,
    typed: Typed,
) -> Result<HttpResponse, WebError> {
    let (store, actor) = (&desk.ctx.site.store, desk.actor());
    let registration = looked_at(desk, event, id, typed.open).await?;
    let (previous, next) =
        store.registration_neighbours(&actor, event.id, id, &filter_of(listing, desk.ctx.now)).await?;
    let letters = store.letters_of(event.id, id).await?;
    let history = store.history(&actor, event.id, id.into()).await?;
    let duplicates = store.possible_duplicates(&actor, &registration).await?;
    let agenda = store.timetable(event.id).await?;
    let form = store.form_of(&registration).await?;
    let waiting = to_decide(desk, event).await?;
    let urls = AdminUrls::new(event);
    let of_itself = |row| AuditLine { named: false, href: None, ..audit_line(&urls, row) };
    let lang = event.language(registration.answers.language);
    let status_path = EventUrls::new(lang, event).status(&registration.secret);
    let shown = desk.desk(Some(event));
    let page = RegistrationPage {
        frame: AdminFrame::new(&shown, AdminNav::Registrations).of(event, waiting),
        event,
        registration: &registration,
        sessions: chosen(desk.t(), &agenda, &registration),
        own: own_answers(desk.t(), &form, &registration, shown.may_change),
        letters: letters.into_iter().map(|row| letter_line(row, desk.ctx.now)).collect(),
        history: history.into_iter().map(of_itself).collect(),
        duplicates: duplicates.into_iter().map(duplicate_line).collect(),
        status_address: format!("{}{status_path}", desk.ctx.site.options.base_url),
        list: ListPlace { query: listing.query(), previous, next },
        undo: undo_offer(desk, event, Some(id)).await?,
        request: request(desk, event, (&registration, &form), typed.open).await?,
        open: (shown.may_change && !registration.sealed.is_empty())
            .then(|| format!("{}?show=protected&{}", urls.registration(id), listing.query())),
        urls: urls.clone(),
        card: card(store.desk_card(&actor, event.id, id).await?),
        typed: typed.decision,
        acts: typed.acts,
        errors: typed.errors,
    };
    let wrong = !page.errors.is_empty();
    respond::page_with(if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}

fn card(card: DeskCard) -> Card {
    let note = |row: NoteRow| NoteLine {
        id: row.id,
        text: row.text,
        author: row.author,
        written_at: row.written_at,
    };
    Card {
        origin: card.origin,
        entered_by: card.entered_by,
        tags: card.tags,
        notes: card.notes.into_iter().map(note).collect(),
    }
}

/// The change that the delegate asks for, each field with what it is now.
async fn request(
    desk: &DeskCtx,
    event: &Event,
    (registration, form): (&Registration, &Form),
    open: bool,
) -> Result<Option<ChangeLines>, WebError> {
    let store = &desk.ctx.site.store;
    let request = if open {
        store.change_request_opened(event.id, registration.id).await?
    } else {
        store.change_request(event.id, registration.id).await?
    };
    let Some(request) = request else { return Ok(None) };
    // Without facts, sessions are missing: nobody has to consent to those.
    let present = registration.answers.to_raw(&FormFacts::default());
    let t = desk.t();
    let told = |field: &str, raw: &RawAnswers| match (field, form.question(field)) {
        ("type", _) => {
            TypeCode::parse(raw.one(field)).map(|code| t.type_of(event, &code)).unwrap_or_default()
        }
        (_, Some(question)) if question.class.is_protected() && !open && !question.kind.is_file() => {
            t.admin_form_protected().into_owned()
        }
        (_, Some(question)) => t.question_answer(question, raw.all(field)),
        _ => t.audit_value(field, &raw.one(field).into()),
    };
    let line = |field: &String| {
        let name =
            form.question(field).map_or_else(|| t.audit_field(field).into_owned(), |of| t.question(of));
        (name, told(field, &present), told(field, &request.wanted))
    };
    let lines = request.wanted.0.keys().chain(&request.sealed).map(line).collect();
    Ok(Some(ChangeLines { id: request.id.to_string(), asked_at: request.asked_at, lines }))
}

/// The chosen sessions by time, each with its seat.
fn chosen(t: T, agenda: &Agenda, registration: &Registration) -> Vec<ChosenSession> {
    let wanted = |id: SessionId| {
        registration.answers.sessions.contains(&id) || registration.seats.iter().any(|(of, _)| *of == id)
    };
    let mut sessions: Vec<&Session> = agenda.sessions.iter().filter(|session| wanted(session.id)).collect();
    sessions.sort_by_key(|session| session.slot.map(|slot| slot.starts()));
    let line = |session: &&Session| ChosenSession {
        title: session.title.get(t.lang).to_owned(),
        lang: other_lang(&session.title, t.lang),
        when: session.slot.map_or_else(String::new, |slot| {
            let (from, to) = hours(&slot);
            format!("{}, {from}–{to}", t.date_weekday(slot.day))
        }),
        room: session.room.and_then(|id| agenda.room(id)).map_or("", |room| room.name.get(t.lang)).to_owned(),
        seat: registration.seats.iter().find(|(of, _)| *of == session.id).map(|(_, seat)| *seat),
        cancelled: session.cancelled,
    };
    sessions.iter().map(line).collect()
}

//! A speaker's own page. The secret of its address is all that is asked for, as at a registration's.

use super::{event, frames, lang};
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::files::hand_out;
use crate::forms::RawForm;
use crate::public::calendar as feed;
use crate::registration::missed;
use crate::respond::{download, page_with, see_other};
use crate::uploads::{Posted, document, photo};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::actor::Actor;
use plenary_domain::agenda::{Agenda, Gender, RoleState};
use plenary_domain::event::Event;
use plenary_domain::file::{FileOwner, MediaType, Purpose};
use plenary_domain::ids::{FileId, SessionId};
use plenary_domain::lang::{Lang, LocalText};
use plenary_domain::registration::VisibilityClass;
use plenary_domain::text::{optional_line, optional_lines};
use plenary_exports::ics;
use plenary_pages::forms::FormErrors;
use plenary_pages::public::{OwnRole, SpeakerPage, SpeakerPageInput};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, T};
use plenary_store::{NewFile, OwnWords, SpeakerPageFacts};

type Path = web::Path<(String, String, String)>;

/// Characters of a note with an answer, and of the text about a person.
const NOTE: usize = 500;
const ABOUT: usize = 3_000;

/// The event and the speaker behind a secret address.
async fn mine(ctx: &Ctx, path: &Path) -> Result<(Lang, Event, SpeakerPageFacts), WebError> {
    let lang = lang(&path.0)?;
    let event = event(ctx, lang, &path.1).await?;
    let found = ctx.site.store.speaker_page(event.id, &path.2).await;
    Ok((lang, event, found.map_err(|error| missed(ctx, error))?))
}

pub(crate) async fn page(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let (lang, event, own) = mine(&ctx, &path).await?;
    let t = T::new(lang);
    // A word about what was just done, from a closed list: an address can't put words into our mouth.
    let notice = match req.query_string() {
        "done=answered" => Some(t.own_page_answered().into_owned()),
        "done=saved" => Some(t.own_page_saved().into_owned()),
        "done=kept" => Some(t.own_page_kept().into_owned()),
        _ => None,
    };
    show(&ctx, (lang, &event), &path.2, &own, (notice, FormErrors::default())).await
}

async fn show(
    ctx: &Ctx,
    (lang, event): (Lang, &Event),
    secret: &str,
    own: &SpeakerPageFacts,
    (notice, errors): (Option<String>, FormErrors),
) -> Result<HttpResponse, WebError> {
    let agenda = ctx.site.store.draft_agenda(event.id).await?.agenda;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let address = |of| EventUrls::new(of, event).speaker_page(secret);
    let (frame, head) = frames(ctx, lang, event, Nav::Other, address);
    let role = |role: &plenary_store::OwnRole| {
        Some(OwnRole {
            session: agenda.session(role.session)?,
            role: role.role,
            state: role.state,
            note: role.note.clone(),
            slides: role.slides.clone(),
        })
    };
    let input = SpeakerPageInput {
        secret,
        agenda: &agenda,
        speaker: &own.speaker,
        gender: own.facts.gender,
        roles: own.roles.iter().filter_map(role).collect(),
        now: ctx.now,
        notice,
        errors,
    };
    page_with(status, &SpeakerPage::new(frame, head, input))
}

fn done(lang: Lang, event: &Event, secret: &str, what: &str) -> HttpResponse {
    see_other(&format!("{}?done={what}", EventUrls::new(lang, event).speaker_page(secret)))
}

/// Yes, perhaps or no to one session.
pub(crate) async fn answer(ctx: Ctx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let (lang, event, own) = mine(&ctx, &path).await?;
    let session: SessionId = form.one("session").parse().map_err(|_| WebError::NotFound)?;
    let said = [RoleState::Accepted, RoleState::Tentative, RoleState::Declined];
    let state = RoleState::parse(form.one("state")).filter(|state| said.contains(state));
    let note = optional_line(form.one("note"), NOTE);
    let (state, note) = match (state, note) {
        (Some(state), Ok(note)) => (state, note),
        (state, note) => {
            let (t, mut errors) = (T::new(lang), FormErrors::default());
            let why = note.err().map(|refused| t.text_problem(refused));
            let why = why.filter(|_| state.is_some()).unwrap_or_else(|| t.own_page_choose().into_owned());
            errors.add("answer", why);
            return show(&ctx, (lang, &event), &path.2, &own, (None, errors)).await;
        }
    };
    let (store, act, event_id, secret) =
        (ctx.site.store.clone(), ctx.act(Actor::Nobody), event.id, path.2.clone());
    ctx.write(async move { store.answer_role(act, event_id, &secret, (session, state, note)).await }).await??;
    Ok(done(lang, &event, &path.2, "answered"))
}

/// The text about the person, in each language of the event.
pub(crate) async fn about(ctx: Ctx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let (lang, event, mut own) = mine(&ctx, &path).await?;
    let (t, mut errors) = (T::new(lang), FormErrors::default());
    let mut about: LocalText = own.speaker.about.clone();
    for of in &event.languages {
        let field = format!("about-{}", of.code());
        let typed = form.one(&field);
        match optional_lines(typed, ABOUT) {
            Ok(words) if words.is_empty() => {
                about.0.remove(of);
            }
            Ok(words) => {
                about.0.insert(*of, words);
            }
            Err(refused) => {
                errors.add(field, t.text_problem(refused));
                about.0.insert(*of, typed.to_owned());
            }
        }
    }
    let gender = Gender::parse(form.one("gender"));
    if !errors.is_empty() {
        (own.speaker.about, own.facts.gender) = (about, gender);
        return show(&ctx, (lang, &event), &path.2, &own, (None, errors)).await;
    }
    let (store, act, event_id, secret) =
        (ctx.site.store.clone(), ctx.act(Actor::Nobody), event.id, path.2.clone());
    let words = OwnWords { about, gender };
    ctx.write(async move { store.describe_speaker(act, event_id, &secret, words).await }).await??;
    Ok(done(lang, &event, &path.2, "saved"))
}

/// A photo, or slides for one session.
pub(crate) async fn files(ctx: Ctx, path: Path, posted: Posted) -> Result<HttpResponse, WebError> {
    let (lang, event, own) = mine(&ctx, &path).await?;
    let t = T::new(lang);
    let session: Option<SessionId> = posted.form.one("session").parse().ok();
    let field = if session.is_some() { "slides" } else { "photo" };
    let made = match (posted.file(field), session) {
        (None, _) => Err(t.files_file_empty().into_owned()),
        (Some(file), None) => {
            photo(&ctx, file.bytes.clone()).await?.map_err(|why| t.photo_refused(why)).map(|made| (made, file))
        }
        (Some(file), Some(_)) => match document(&ctx, file.bytes.clone()).await? {
            Ok(made) if made.media == MediaType::Pdf => Ok((made, file)),
            Ok(_) => Err(t.own_page_slides().into_owned()),
            Err(why) => Err(t.document_refused(why)),
        },
    };
    let (made, file) = match made {
        Ok(made) => made,
        Err(why) => {
            let mut errors = FormErrors::default();
            errors.add(if session.is_some() { "answer" } else { "photo" }, why);
            return show(&ctx, (lang, &event), &path.2, &own, (None, errors)).await;
        }
    };
    let late = |id: SessionId| own.roles.iter().all(|role| role.session != id);
    if session.is_some_and(late) {
        return Err(WebError::NotFound);
    }
    let new = NewFile {
        owner: FileOwner::Speaker(own.speaker.id),
        purpose: Purpose::parse(field).ok_or(WebError::NotFound)?,
        media: made.media,
        class: VisibilityClass::Public,
        bytes: made.bytes,
        thumbnail: made.thumbnail,
        name: file.name.clone(),
    };
    let (store, act, event_id, secret) =
        (ctx.site.store.clone(), ctx.act(Actor::Nobody), event.id, path.2.clone());
    ctx.write(async move { store.keep_speaker_file(act, event_id, &secret, session, new).await }).await??;
    Ok(done(lang, &event, &path.2, "kept"))
}

/// One's own sessions for a calendar, as planned now.
pub(crate) async fn calendar(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let (lang, event, own) = mine(&ctx, &path).await?;
    let release = ctx.site.store.released_agenda(event.id).await?;
    let nothing = Agenda::default();
    let agenda = release.as_ref().map_or(&nothing, |release| &release.agenda);
    let link = feed::link(&ctx, lang, &event);
    let busy = |id| own.roles.iter().any(|role| role.session == id && role.state.counts());
    let calendar =
        ics::agenda(&event, agenda, lang, &link, feed::host(&ctx), &|session| busy(session.id));
    Ok(download("text/calendar; charset=utf-8", "sessions.ics", calendar.to_bytes()))
}

/// The photo of somebody whom a release names.
pub(crate) async fn portrait(ctx: Ctx, path: Path) -> Result<HttpResponse, WebError> {
    let event = event(&ctx, lang(&path.0)?, &path.1).await?;
    let id: FileId = path.2.parse().map_err(|_| WebError::NotFound)?;
    let release = ctx.site.store.released_agenda(event.id).await?.ok_or(WebError::NotFound)?;
    let named = release.agenda.speakers.iter().any(|speaker| speaker.photo == Some(id));
    if !named {
        return Err(WebError::NotFound);
    }
    Ok(hand_out(ctx.site.store.public_file(event.id, id).await?))
}

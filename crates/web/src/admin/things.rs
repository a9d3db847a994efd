//! Rooms, topics and speakers: lists, forms and removal. The three differ in what is asked and in what is called.

use super::agenda::Loaded;
use super::answers::{Answers, id_of, time_of};
use super::speaking;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::civil::Time;
use plenary_domain::LocalText;
use plenary_domain::agenda::{
    EditRefused, RoomInput, SPEAKER_ABOUT, SPEAKER_LINE, SpeakerContact, SpeakerInput, Symbol, Tone,
    TopicInput,
};
use plenary_domain::event::Event;
use plenary_domain::lang::Lang;
use plenary_domain::text::EmailAddress;
use plenary_pages::T;
use plenary_pages::admin::form::{Typed, in_lang};
use plenary_pages::admin::things::{
    Kind, ThingFormFacts, ThingId, ThingsPage, remove_page, thing_page, typed_new, typed_room, typed_speaker,
    typed_topic,
};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, DraftAgenda, Store};

/// Characters of a name, of a line about it, and of the text about a person.
const NAME: usize = 160;
const LINE: usize = SPEAKER_LINE;
const ABOUT: usize = SPEAKER_ABOUT;

/// What the form makes.
enum Input {
    Room(RoomInput),
    Topic(TopicInput),
    Speaker(SpeakerInput),
}

impl Input {
    const fn name(&self) -> &LocalText {
        match self {
            Self::Room(room) => &room.name,
            Self::Topic(topic) => &topic.name,
            Self::Speaker(speaker) => &speaker.name,
        }
    }
}

async fn list(desk: DeskCtx, slug: &str, kind: Kind) -> Result<HttpResponse, WebError> {
    let event = desk.view(slug).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let desk = desk.desk(Some(&event));
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(&event, loaded.to_decide);
    respond::page(&ThingsPage::new(frame, &event, loaded.agenda(), kind))
}

/// What the form says and what is wrong with it.
type Filled<'a> = (&'a Typed, FormErrors);

async fn show(
    desk: &DeskCtx,
    event: &Event,
    loaded: &Loaded,
    (kind, id): (Kind, Option<ThingId>),
    filled: Filled<'_>,
) -> Result<HttpResponse, WebError> {
    let status = if filled.1.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    show_with(status, desk, event, loaded, (kind, id), filled).await
}

async fn show_with(
    status: StatusCode,
    desk: &DeskCtx,
    event: &Event,
    loaded: &Loaded,
    (kind, id): (Kind, Option<ThingId>),
    (typed, errors): Filled<'_>,
) -> Result<HttpResponse, WebError> {
    let facts = ThingFormFacts { event, agenda: loaded.agenda(), kind, id, typed, errors };
    let shown = desk.desk(Some(event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(event, loaded.to_decide);
    let page = thing_page(frame, &facts);
    match id {
        Some(ThingId::Speaker(id)) => speaking::show(desk, event, loaded, id, (status, page)).await,
        _ => respond::page_with(status, &page),
    }
}

async fn new_form(desk: DeskCtx, slug: &str, kind: Kind) -> Result<HttpResponse, WebError> {
    let event = desk.run(slug).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let typed = typed_new(kind, loaded.agenda());
    show(&desk, &event, &loaded, (kind, None), (&typed, FormErrors::default())).await
}

async fn form(desk: DeskCtx, slug: &str, id: ThingId) -> Result<HttpResponse, WebError> {
    let event = desk.view(slug).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let typed = match saved(id, &loaded.draft).ok_or(WebError::NotFound)? {
        Input::Room(room) => typed_room(&room),
        Input::Topic(topic) => typed_topic(&topic),
        Input::Speaker(speaker) => typed_speaker(&speaker),
    };
    show(&desk, &event, &loaded, (id.kind(), Some(id)), (&typed, FormErrors::default())).await
}

async fn save(
    desk: DeskCtx,
    slug: &str,
    (kind, id): (Kind, Option<ThingId>),
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(slug).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let old = id.map(|id| saved(id, &loaded.draft).ok_or(WebError::NotFound)).transpose()?;
    let typed = Typed(form.0);
    let input = match parse(desk.t(), &event, kind, old.as_ref(), &typed) {
        Ok(input) => input,
        Err(errors) => return show(&desk, &event, &loaded, (kind, id), (&typed, errors)).await,
    };
    let text = desk.t().admin_things_saved(input.name().get(desk.t().lang));
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let write = async move {
        match (input, id) {
            (Input::Room(room), id) => {
                let id = id.and_then(|id| if let ThingId::Room(id) = id { Some(id) } else { None });
                store.save_room(act, event_id, id, room).await.map(drop)
            }
            (Input::Topic(topic), id) => {
                let id = id.and_then(|id| if let ThingId::Topic(id) = id { Some(id) } else { None });
                store.save_topic(act, event_id, id, topic).await.map(drop)
            }
            (Input::Speaker(speaker), id) => {
                let id = id.and_then(|id| if let ThingId::Speaker(id) = id { Some(id) } else { None });
                store.save_speaker(act, event_id, id, speaker).await.map(drop)
            }
        }
    };
    match desk.ctx.write(write).await? {
        Ok(()) => {
            let to = kind.list_address(&AdminUrls::new(&event));
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &text))
        }
        Err(CommandError::Refused(EditRefused::ChangedMeanwhile)) => {
            stale(&desk, &event, (kind, id), typed).await
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// The same form once more, which now knows of what somebody else has saved: sent again, it replaces that.
async fn stale(
    desk: &DeskCtx,
    event: &Event,
    of: (Kind, Option<ThingId>),
    mut typed: Typed,
) -> Result<HttpResponse, WebError> {
    let loaded = Loaded::of(desk, event).await?;
    let now = match of.1.and_then(|id| saved(id, &loaded.draft)) {
        Some(Input::Speaker(speaker)) => speaker.seen,
        _ => None,
    };
    typed.0.retain(|(name, _)| name != "version");
    typed.add("version", now.map(|seen| seen.to_string()).unwrap_or_default());
    show_with(StatusCode::CONFLICT, desk, event, &loaded, of, (&typed, FormErrors::default())).await
}

/// What is saved.
fn saved(id: ThingId, draft: &DraftAgenda) -> Option<Input> {
    let agenda = &draft.agenda;
    Some(match id {
        ThingId::Room(id) => Input::Room(agenda.room(id)?.into()),
        ThingId::Topic(id) => Input::Topic(agenda.topic(id)?.into()),
        ThingId::Speaker(id) => {
            let facts = draft.people.get(&id).cloned().unwrap_or_default();
            let seen = Some(facts.version);
            Input::Speaker(SpeakerInput { seen, ..SpeakerInput::of(agenda.speaker(id)?, facts.contact) })
        }
    })
}

fn parse(t: T, event: &Event, kind: Kind, old: Option<&Input>, typed: &Typed) -> Result<Input, FormErrors> {
    let mut answers = Answers::new(t, typed);
    let empty = LocalText::default();
    let name = answers.line("name", old.map_or(&empty, Input::name), NAME);
    if name.is_empty() && answers.errors.is_empty() {
        let first = event.languages.first().copied().unwrap_or(Lang::En);
        answers.wrong(in_lang("name", first), t.admin_things_error_name());
    }
    let input = match (kind, old) {
        (Kind::Room, Some(Input::Room(old))) => Input::Room(room(&mut answers, name, old)),
        (Kind::Room, _) => Input::Room(room(&mut answers, name, &RoomInput::default())),
        (Kind::Topic, Some(Input::Topic(old))) => Input::Topic(topic(&mut answers, name, old)),
        (Kind::Topic, _) => Input::Topic(topic(&mut answers, name, &TopicInput::default())),
        (Kind::Speaker, Some(Input::Speaker(old))) => Input::Speaker(speaker(&mut answers, name, old)),
        (Kind::Speaker, _) => Input::Speaker(speaker(&mut answers, name, &SpeakerInput::default())),
    };
    if answers.errors.is_empty() { Ok(input) } else { Err(answers.errors) }
}

fn room(answers: &mut Answers<'_>, name: LocalText, old: &RoomInput) -> RoomInput {
    let t = answers.t;
    RoomInput {
        name,
        note: answers.line("note", &old.note, LINE),
        capacity: answers.number("capacity", 1..=100_000, t.admin_things_error_capacity()),
        hours: hours(answers),
        booths: answers.number("booths", 0..=50, t.admin_room_error_booths()),
        external_id: old.external_id.clone(),
        position: position(answers),
    }
}

/// From when until when a room can be used: both or neither.
fn hours(answers: &mut Answers<'_>) -> Option<(Time, Time)> {
    let (opens, closes) = (answers.one("opens"), answers.one("closes"));
    let hours = time_of(opens).zip(time_of(closes)).filter(|(opens, closes)| opens != closes);
    if hours.is_none() && !(opens.is_empty() && closes.is_empty()) {
        answers.wrong("opens", answers.t.admin_room_error_hours());
    }
    hours
}

fn topic(answers: &mut Answers<'_>, name: LocalText, old: &TopicInput) -> TopicInput {
    let t = answers.t;
    let tone = Tone::parse(answers.one("tone"));
    if tone.is_none() {
        answers.wrong("tone", t.admin_things_error_tone());
    }
    let raw = answers.one("symbol");
    let symbol = Symbol::parse(raw);
    if symbol.is_none() && !raw.is_empty() {
        answers.wrong("symbol", t.admin_document_error_symbol());
    }
    TopicInput {
        name,
        full_title: answers.line("full", &old.full_title, LINE),
        symbol,
        code: old.code.clone(),
        tone: tone.unwrap_or_default(),
        position: position(answers),
    }
}

fn speaker(answers: &mut Answers<'_>, name: LocalText, old: &SpeakerInput) -> SpeakerInput {
    let raw = answers.one("email");
    let email = if raw.is_empty() { None } else { Some(EmailAddress::parse(raw)) };
    let email = email.and_then(|email| match email {
        Ok(email) => Some(email),
        Err(refused) => {
            answers.wrong("email", answers.t.text_problem(refused));
            None
        }
    });
    let language = Lang::parse(answers.one("language"));
    SpeakerInput {
        name,
        position: answers.line("position", &old.position, LINE),
        organisation: answers.line("organisation", &old.organisation, LINE),
        about: answers.lines("about", &old.about, ABOUT),
        external_id: old.external_id.clone(),
        contact: SpeakerContact { email, language, registration: old.contact.registration },
        seen: answers.one("version").parse().ok(),
    }
}

/// The place in the order; an empty field means the beginning.
fn position(answers: &mut Answers<'_>) -> i32 {
    answers.number("position", 0..=9999, answers.t.admin_things_error_position()).unwrap_or(0)
}

async fn ask_remove(desk: DeskCtx, slug: &str, id: ThingId) -> Result<HttpResponse, WebError> {
    let event = desk.run(slug).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    id.name(loaded.agenda()).ok_or(WebError::NotFound)?;
    let desk = desk.desk(Some(&event));
    let frame = AdminFrame::new(&desk, AdminNav::Agenda).of(&event, loaded.to_decide);
    respond::page(&remove_page(frame, &event, loaded.agenda(), id))
}

async fn remove(desk: DeskCtx, slug: &str, id: ThingId, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(slug).await?;
    let draft = desk.ctx.site.store.draft_agenda(event.id).await?;
    let name = id.name(&draft.agenda).ok_or(WebError::NotFound)?.get(desk.t().lang).to_owned();
    let (store, act, event_id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    let write = async move { remove_by(&store, act, event_id, id).await };
    let (t, urls) = (desk.t(), AdminUrls::new(&event));
    match desk.ctx.write(write).await? {
        Ok(()) => {
            let to = id.kind().list_address(&urls);
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_things_removed(name)))
        }
        Err(CommandError::Refused(EditRefused::InUse)) => {
            let text = t.admin_things_still_in_use(name);
            Ok(with_notice(&desk.ctx, &id.address(&urls), NoticeKind::Warning, &text))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

async fn remove_by(
    store: &Store,
    act: plenary_store::Act,
    event: plenary_domain::ids::EventId,
    id: ThingId,
) -> Result<(), CommandError<EditRefused>> {
    match id {
        ThingId::Room(id) => store.remove_room(act, event, id).await,
        ThingId::Topic(id) => store.remove_topic(act, event, id).await,
        ThingId::Speaker(id) => store.remove_speaker(act, event, id).await,
    }
}

/// Seven addresses for each of the three.
macro_rules! handlers {
    ($($module:ident $kind:ident),+ $(,)?) => {$(
        pub(crate) mod $module {
            use super::{DeskCtx, HttpResponse, Kind, RawForm, ThingId, WebError, id_of, web};

            type One = web::Path<(String, String)>;

            pub(crate) async fn list(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
                super::list(desk, &path, Kind::$kind).await
            }
            pub(crate) async fn new_page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
                super::new_form(desk, &path, Kind::$kind).await
            }
            pub(crate) async fn create(
                desk: DeskCtx,
                path: web::Path<String>,
                form: RawForm,
            ) -> Result<HttpResponse, WebError> {
                super::save(desk, &path, (Kind::$kind, None), form).await
            }
            pub(crate) async fn page(desk: DeskCtx, path: One) -> Result<HttpResponse, WebError> {
                super::form(desk, &path.0, ThingId::$kind(id_of(&path.1)?)).await
            }
            pub(crate) async fn save(desk: DeskCtx, path: One, form: RawForm) -> Result<HttpResponse, WebError> {
                super::save(desk, &path.0, (Kind::$kind, Some(ThingId::$kind(id_of(&path.1)?))), form).await
            }
            pub(crate) async fn remove_page(desk: DeskCtx, path: One) -> Result<HttpResponse, WebError> {
                super::ask_remove(desk, &path.0, ThingId::$kind(id_of(&path.1)?)).await
            }
            pub(crate) async fn remove(desk: DeskCtx, path: One, form: RawForm) -> Result<HttpResponse, WebError> {
                super::remove(desk, &path.0, ThingId::$kind(id_of(&path.1)?), form).await
            }
        }
    )+};
}

handlers!(rooms Room, topics Topic, speakers Speaker);

//! The settings of an event, and a new event.

use super::agenda::to_decide;
use super::answers::Answers;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use plenary_domain::event::{DecisionMode, Event, EventSettings, MAX_PLACES, SettingsRefused};
use plenary_domain::ids::EventId;
use plenary_domain::text::{EmailAddress, Slug};
use plenary_domain::{Lang, LocalText};
use plenary_pages::T;
use plenary_pages::admin::form::{Typed, in_lang};
use plenary_pages::admin::settings::{
    SettingsFacts, Source, add_problems, new_event_page, settings_page, typed_of,
};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::texts::dates::moment_of;
use plenary_pages::urls::AdminUrls;
use plenary_store::CommandError;

/// Characters of a title or an address, of the sentence under the title, and of the text about the event.
const LINE: usize = 200;
const LEAD: usize = 400;
const ABOUT: usize = 4_000;

/// The settings as they are shown.
struct Shown<'a> {
    status: StatusCode,
    typed: &'a Typed,
    errors: FormErrors,
    stale: bool,
}

async fn show(desk: &DeskCtx, event: &Event, shown: Shown<'_>) -> Result<HttpResponse, WebError> {
    let Shown { status, typed, errors, stale } = shown;
    let waiting = to_decide(desk, event).await?;
    let facts = SettingsFacts { event, version: event.version, typed, errors, stale };
    let desk = desk.desk(Some(event));
    let frame = AdminFrame::new(&desk, AdminNav::Settings).of(event, waiting);
    respond::page_with(status, &settings_page(frame, &facts))
}

pub(crate) async fn page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let places = desk.ctx.site.store.event_places(event.id).await?;
    let typed = typed_of(&event, places.total);
    let errors = FormErrors::default();
    show(&desk, &event, Shown { status: StatusCode::OK, typed: &typed, errors, stale: false }).await
}

pub(crate) async fn save(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let version = form.one("version").parse().map_err(|_| WebError::Unreadable("no version"))?;
    let (t, typed) = (desk.t(), Typed(form.0));
    let wrong =
        |errors| Shown { status: StatusCode::UNPROCESSABLE_ENTITY, typed: &typed, errors, stale: false };
    let settings = match parse(t, &event, &typed) {
        Ok(settings) => settings,
        Err(errors) => return show(&desk, &event, wrong(errors)).await,
    };
    let saved = Event { slug: settings.slug.clone(), ..event.clone() };
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.save_event(act, id, version, settings).await }).await? {
        Ok(()) => {
            desk.ctx.site.forget_pages();
            let to = AdminUrls::new(&saved).settings();
            Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_settings_saved()))
        }
        Err(CommandError::Refused(SettingsRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Refused(SettingsRefused::ChangedMeanwhile)) => {
            let fresh = desk.ctx.site.store.event(event.id).await?;
            let errors = FormErrors::default();
            show(&desk, &fresh, Shown { status: StatusCode::CONFLICT, typed: &typed, errors, stale: true })
                .await
        }
        Err(CommandError::Refused(refused)) => show(&desk, &event, wrong(refusal(t, refused))).await,
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// A refusal of the store beside the field that it is about.
fn refusal(t: T, refused: SettingsRefused) -> FormErrors {
    let mut errors = FormErrors::default();
    match refused {
        SettingsRefused::FewerPlacesThanTaken { taken } => {
            errors.add("places", t.admin_settings_error_places_taken(taken));
        }
        SettingsRefused::SlugTaken | SettingsRefused::ChangedMeanwhile | SettingsRefused::NotAllowed => {
            errors.add("slug", t.admin_settings_error_slug());
        }
    }
    errors
}

/// The form made into settings, or everything that is wrong with it.
fn parse(t: T, event: &Event, typed: &Typed) -> Result<EventSettings, FormErrors> {
    let mut answers = Answers::new(t, typed);
    let slug = slug(&mut answers);
    let title = answers.line("title", &event.title, LINE);
    let languages = languages(&answers, &event.languages);
    let short_title = short_titles(answers.line("short", &event.short_title, LINE), &title, &languages);
    let contact = EmailAddress::parse(answers.one("contact")).map(|address| address.to_string());
    let (zone_name, zone) = zone(&mut answers);
    let places = answers.number("places", i32::MIN..=i32::MAX, t.admin_settings_error_places(MAX_PLACES));
    let days = answers.number("answer-days", 1..=60, t.admin_settings_error_answer_days());
    let decision = DecisionMode::parse(answers.one("decision"));
    if decision.is_none() {
        answers.wrong("decision", t.admin_settings_error_choice());
    }
    if answers.one("answer-days").is_empty() {
        answers.wrong("answer-days", t.admin_settings_error_answer_days());
    }
    let settings = EventSettings {
        slug: slug.unwrap_or_else(|| event.slug.clone()),
        public: answers.one("public") == "yes",
        title,
        short_title,
        lead: answers.lines("lead", &event.lead, LEAD),
        about: answers.lines("about", &event.about, ABOUT),
        place: answers.line("place", &event.place, LINE),
        venue: answers.line("venue", &event.venue, LINE),
        host: answers.line("host", &event.host, LINE),
        contact_email: answers.or_wrong("contact", contact),
        time_zone: zone_name,
        starts_on: answers.date("starts").unwrap_or(event.starts_on),
        ends_on: answers.date("ends").unwrap_or(event.ends_on),
        languages,
        registration_opens_at: opens(&mut answers, &zone),
        registration_closes_at: closes(&mut answers, &zone).unwrap_or(event.registration_closes_at),
        decision: decision.unwrap_or(event.decision),
        answer_within_days: days
            .and_then(|days| u16::try_from(days).ok())
            .unwrap_or(event.answer_within_days),
        proof_required: answers.one("proof") != "no",
        places: places.unwrap_or(0),
    };
    checked(answers, settings, typed)
}

/// What holds together by itself, besides each field being right.
fn checked(
    mut answers: Answers<'_>,
    settings: EventSettings,
    typed: &Typed,
) -> Result<EventSettings, FormErrors> {
    let mut found = FormErrors::default();
    add_problems(answers.t, &mut found, &settings.problems(), typed);
    for error in found.0 {
        // A field that could not be read has said so already.
        if answers.errors.of(&error.id).is_none() {
            answers.errors.0.push(error);
        }
    }
    if answers.errors.is_empty() { Ok(settings) } else { Err(answers.errors) }
}

fn slug(answers: &mut Answers<'_>) -> Option<Slug> {
    let slug = Slug::parse(answers.one("slug"));
    if let Err(refused) = &slug {
        answers.wrong("slug", answers.t.text_problem(*refused));
    }
    slug.ok()
}

/// The main language first, then the ones that were there in their order, then new ones.
fn languages(answers: &Answers<'_>, before: &[Lang]) -> Vec<Lang> {
    let chosen: Vec<Lang> = answers.all("language").filter_map(Lang::parse).collect();
    let mut all: Vec<Lang> =
        Lang::parse(answers.one("first")).into_iter().chain(before.iter().copied()).collect();
    all.extend(Lang::ALL);
    let mut found = Vec::new();
    for lang in all {
        if chosen.contains(&lang) && !found.contains(&lang) {
            found.push(lang);
        }
    }
    found
}

/// Where there is no short title, the title stands.
fn short_titles(mut short: LocalText, title: &LocalText, languages: &[Lang]) -> LocalText {
    for lang in languages {
        if let (None, Some(title)) = (short.exact(*lang), title.exact(*lang)) {
            short = short.with(*lang, title);
        }
    }
    short
}

/// The zone under the name that the IANA list gives it; an unknown one is told by the domain.
fn zone(answers: &mut Answers<'_>) -> (String, TimeZone) {
    let typed = answers.one("zone");
    match TimeZone::get(typed) {
        Ok(zone) => (zone.iana_name().unwrap_or(typed).to_owned(), zone),
        Err(_) => (typed.to_owned(), TimeZone::UTC),
    }
}

/// Both fields or none.
fn opens(answers: &mut Answers<'_>, zone: &TimeZone) -> Option<Timestamp> {
    if answers.one("opens-date").is_empty() && answers.one("opens-time").is_empty() {
        return None;
    }
    let (date, time) = (answers.date("opens-date"), answers.time("opens-time"));
    Some(moment_of(date?, time?, zone))
}

fn closes(answers: &mut Answers<'_>, zone: &TimeZone) -> Option<Timestamp> {
    let (date, time) = (answers.date("closes-date"), answers.time("closes-time"));
    Some(moment_of(date?, time?, zone))
}

pub(crate) async fn new_page(desk: DeskCtx) -> Result<HttpResponse, WebError> {
    desk.administer()?;
    let events = desk.ctx.site.store.events_for(&desk.actor()).await?;
    let mut typed = Typed::default();
    typed.add("zone", events.last().map_or("Asia/Almaty", |event| event.time_zone.as_str()));
    show_new(&desk, &events, &typed, FormErrors::default())
}

fn show_new(
    desk: &DeskCtx,
    events: &[Event],
    typed: &Typed,
    errors: FormErrors,
) -> Result<HttpResponse, WebError> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    // The latest first: the next event is most like the last one.
    let sources: Vec<_> =
        events.iter().rev().map(|event| Source { id: event.id.to_string(), title: &event.title }).collect();
    let desk = desk.desk(None);
    let frame = AdminFrame::new(&desk, AdminNav::Dashboard);
    respond::page_with(status, &new_event_page(frame, &sources, typed, errors))
}

pub(crate) async fn create(desk: DeskCtx, form: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    desk.administer()?;
    let store = desk.ctx.site.store.clone();
    let events = store.events_for(&desk.actor()).await?;
    let (t, typed) = (desk.t(), Typed(form.0));
    let from = events.iter().find(|event| event.id.to_string() == typed.one("from"));
    let places = match from {
        Some(event) => store.event_places(event.id).await?.total,
        None => 60,
    };
    let settings = match parse_new(&desk, from, i32::try_from(places).unwrap_or(60), &typed) {
        Ok(settings) => settings,
        Err(errors) => return show_new(&desk, &events, &typed, errors),
    };
    let (act, from_id): (_, Option<EventId>) = (desk.act(), from.map(|event| event.id));
    let id =
        match desk.ctx.write(async move { store.create_event(act, settings, from_id, false).await }).await? {
            Ok(id) => id,
            Err(CommandError::Refused(SettingsRefused::NotAllowed)) => return Err(WebError::NotFound),
            Err(CommandError::Refused(refused)) => {
                return show_new(&desk, &events, &typed, refusal(t, refused));
            }
            Err(CommandError::Store(error)) => return Err(error.into()),
        };
    let event = desk.ctx.site.store.event(id).await?;
    let to = AdminUrls::new(&event).settings();
    Ok(with_notice(&desk.ctx, &to, NoticeKind::Good, &t.admin_settings_created()))
}

/// A new event: what was asked, what the source says, and what is usual.
fn parse_new(
    desk: &DeskCtx,
    from: Option<&Event>,
    places: i32,
    typed: &Typed,
) -> Result<EventSettings, FormErrors> {
    let t = desk.t();
    let mut answers = Answers::new(t, typed);
    if from.is_none() && !answers.one("from").is_empty() {
        answers.wrong("from", t.admin_settings_error_choice());
    }
    let slug = slug(&mut answers);
    let title = answers.line("title", &LocalText::default(), LINE);
    let mut languages: Vec<Lang> =
        Lang::ALL.into_iter().filter(|lang| title.exact(*lang).is_some()).collect();
    languages.sort_by_key(|lang| *lang != t.lang);
    if languages.is_empty() {
        languages.push(t.lang);
        let first = in_lang("title", t.lang);
        if answers.errors.of(&first).is_none() {
            answers.wrong(first, t.admin_new_event_error_titles());
        }
    }
    let (time_zone, zone) = zone(&mut answers);
    let (starts, ends) = (answers.date("starts"), answers.date("ends"));
    // Nothing is saved without a slug: this only lets everything else be looked at, too.
    let slug = slug.or_else(|| Slug::parse("stand-in").ok());
    let Some((slug, starts_on, ends_on)) = slug.and_then(|slug| Some((slug, starts?, ends?))) else {
        return Err(answers.errors);
    };
    let text = |pick: fn(&Event) -> &LocalText| from.map(|event| pick(event).clone()).unwrap_or_default();
    let settings = EventSettings {
        slug,
        public: false,
        short_title: title.clone(),
        title,
        lead: text(|event| &event.lead),
        about: text(|event| &event.about),
        place: text(|event| &event.place),
        venue: text(|event| &event.venue),
        host: text(|event| &event.host),
        contact_email: from
            .map_or_else(|| desk.signed_in.account.email.clone(), |event| event.contact_email.clone()),
        time_zone,
        starts_on,
        ends_on,
        languages,
        registration_opens_at: None,
        registration_closes_at: usual_close(starts_on, &zone, desk.ctx.now),
        decision: from.map_or(DecisionMode::Organisers, |event| event.decision),
        answer_within_days: from.map_or(3, |event| event.answer_within_days),
        proof_required: from.is_none_or(|event| event.proof_required),
        places: places.clamp(1, MAX_PLACES),
    };
    checked(answers, settings, typed)
}

/// Ten days before the first day at 18:00; the evening before it, if that is over.
fn usual_close(starts_on: Date, zone: &TimeZone, now: Timestamp) -> Timestamp {
    let before = |days: i64| {
        let day = starts_on.checked_sub(Span::new().days(days)).unwrap_or(starts_on);
        moment_of(day, time(18, 0, 0, 0), zone)
    };
    let usual = before(10);
    if usual > now { usual } else { before(1) }
}

//! The representation types of an event: listed, ordered, edited, removed.

use super::agenda::to_decide;
use super::answers::Answers;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::Timestamp;
use plenary_domain::event::{DecisionMode, Event, MAX_PLACES};
use plenary_domain::ids::TypeId;
use plenary_domain::registration::{BadgeColour, RepresentationType, TypeCode};
use plenary_pages::T;
use plenary_pages::admin::form::{Typed, in_lang};
use plenary_pages::admin::types::{TypeFacts, TypesPage, lines, type_page, typed_of};
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::texts::dates::moment_of;
use plenary_pages::urls::AdminUrls;
use plenary_store::{CommandError, TypesRefused};

/// Characters of a name.
const NAME: usize = 100;
/// Hours for which a place can be kept at most: thirty days.
const OFFER_HOURS: std::ops::RangeInclusive<i32> = 1..=720;

pub(crate) async fn list(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    show(&desk, &event, (FormErrors::default(), None), false).await
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    (errors, hours): (FormErrors, Option<&str>),
    stale: bool,
) -> Result<HttpResponse, WebError> {
    let waiting = to_decide(desk, event).await?;
    let taken = desk.ctx.site.store.types_taken(event.id).await?;
    let usual = event.offer_hours.to_string();
    let status = match (stale, errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let shown = desk.desk(Some(event));
    let of = |kind: &RepresentationType| {
        taken.iter().find(|(id, _)| *id == kind.id).map_or(0, |(_, taken)| *taken)
    };
    let page = TypesPage {
        frame: AdminFrame::new(&shown, AdminNav::Types).of(event, waiting),
        urls: AdminUrls::new(event),
        version: event.version,
        lines: lines(desk.t(), event, of),
        offer_hours: errors.field("hours", hours.unwrap_or(&usual)),
        errors,
        stale,
    };
    respond::page_with(status, &page)
}

/// Moves one up or down, removes it, or sets how long offers hold.
pub(crate) async fn change(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let version = form.one("version").parse().map_err(|_| WebError::Unreadable("no version"))?;
    let (mut types, mut hours) = (event.types.clone(), event.offer_hours);
    let at = types.iter().position(|kind| kind.code.as_str() == form.one("code"));
    match (form.one("do"), at) {
        ("up", Some(at)) if at > 0 => types.swap(at, at - 1),
        ("down", Some(at)) if at + 1 < types.len() => types.swap(at, at + 1),
        ("remove", Some(at)) => drop(types.remove(at)),
        ("offer", _) => {
            let sent = Typed(form.0.clone());
            let mut answers = Answers::new(desk.t(), &sent);
            let wrong = desk.t().admin_types_offer_hours_wrong();
            let read =
                answers.number("hours", OFFER_HOURS, wrong.clone()).and_then(|n| u16::try_from(n).ok());
            let Some(new) = read else {
                let mut errors = FormErrors::default();
                errors.add("hours", wrong);
                return show(&desk, &event, (errors, Some(sent.one("hours"))), false).await;
            };
            hours = new;
        }
        _ => {}
    }
    match store(&desk, &event, version, (types, hours)).await? {
        Ok(()) => Ok(saved(&desk, &event)),
        Err(TypesRefused::ChangedMeanwhile) => {
            let fresh = desk.ctx.site.store.event(event.id).await?;
            show(&desk, &fresh, (FormErrors::default(), None), true).await
        }
        Err(refused) => show(&desk, &event, (refusal(desk.t(), &refused)?, None), false).await,
    }
}

fn saved(desk: &DeskCtx, event: &Event) -> HttpResponse {
    desk.ctx.site.forget_pages();
    let to = AdminUrls::new(event).types();
    with_notice(&desk.ctx, &to, NoticeKind::Good, &desk.t().admin_types_saved())
}

async fn store(
    desk: &DeskCtx,
    event: &Event,
    version: i32,
    wanted: (Vec<RepresentationType>, u16),
) -> Result<Result<(), TypesRefused>, WebError> {
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.save_types(act, id, version, wanted).await }).await? {
        Ok(()) => Ok(Ok(())),
        Err(CommandError::Refused(refused)) => Ok(Err(refused)),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// A refusal of the store beside what it is about.
fn refusal(t: T, refused: &TypesRefused) -> Result<FormErrors, WebError> {
    let mut errors = FormErrors::default();
    match refused {
        TypesRefused::InUse(code) => errors.add(code.as_str(), t.admin_types_in_use()),
        TypesRefused::FewerThanTaken { taken, .. } => errors.add("limit", t.admin_types_limit_taken(*taken)),
        TypesRefused::NoneOffered => errors.add("offered", t.admin_types_none_offered()),
        TypesRefused::SameCode(_) | TypesRefused::ChangedMeanwhile => {
            errors.add("offered", t.admin_types_meanwhile());
        }
        TypesRefused::NotAllowed => return Err(WebError::NotFound),
    }
    Ok(errors)
}

/// The type of an address; `None` for a new one.
fn kind_of<'a>(event: &'a Event, code: &str) -> Result<Option<&'a RepresentationType>, WebError> {
    if code == "new" {
        return Ok(None);
    }
    let found = event.types.iter().find(|kind| kind.code.as_str() == code);
    found.map(Some).ok_or(WebError::NotFound)
}

pub(crate) async fn page(desk: DeskCtx, path: web::Path<(String, String)>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path.0).await?;
    let kind = kind_of(&event, &path.1)?;
    let typed = typed_of(&event, kind);
    let facts = TypeFacts { event: &event, kind, typed: &typed, errors: FormErrors::default(), stale: false };
    form_page(&desk, &facts, StatusCode::OK).await
}

async fn form_page(
    desk: &DeskCtx,
    facts: &TypeFacts<'_>,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let waiting = to_decide(desk, facts.event).await?;
    let shown = desk.desk(Some(facts.event));
    let frame = AdminFrame::new(&shown, AdminNav::Types).of(facts.event, waiting);
    respond::page_with(status, &type_page(frame, facts))
}

pub(crate) async fn save(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path.0).await?;
    let kind = kind_of(&event, &path.1)?;
    let version = form.one("version").parse().map_err(|_| WebError::Unreadable("no version"))?;
    let typed = Typed(form.0);
    let wrong = |errors| TypeFacts { event: &event, kind, typed: &typed, errors, stale: false };
    let fresh_id = || -> TypeId { desk.act().ids.fresh() };
    let parsed = match parse(desk.t(), &event, kind, &typed) {
        Ok(parsed) => parsed,
        Err(errors) => return form_page(&desk, &wrong(errors), StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let mut all = event.types.clone();
    match all.iter_mut().find(|old| kind.is_some_and(|kind| kind.id == old.id)) {
        Some(old) => *old = parsed,
        None => all.push(RepresentationType { id: fresh_id(), ..parsed }),
    }
    match store(&desk, &event, version, (all, event.offer_hours)).await? {
        Ok(()) => Ok(saved(&desk, &event)),
        Err(TypesRefused::ChangedMeanwhile) => {
            let fresh = desk.ctx.site.store.event(event.id).await?;
            let kind = kind_of(&fresh, &path.1)?;
            let errors = FormErrors::default();
            let facts = TypeFacts { event: &fresh, kind, typed: &typed, errors, stale: true };
            form_page(&desk, &facts, StatusCode::CONFLICT).await
        }
        Err(refused) => {
            let errors = refusal(desk.t(), &refused)?;
            form_page(&desk, &wrong(errors), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The form made into a type, or everything that is wrong with it.
fn parse(
    t: T,
    event: &Event,
    kind: Option<&RepresentationType>,
    typed: &Typed,
) -> Result<RepresentationType, FormErrors> {
    let mut answers = Answers::new(t, typed);
    let built_in = kind.is_some_and(RepresentationType::is_built_in);
    let name = answers.line("name", &kind.map(|kind| kind.name.clone()).unwrap_or_default(), NAME);
    if !(built_in && name.is_empty()) {
        for lang in event.languages.iter().filter(|lang| name.exact(**lang).is_none()) {
            answers.wrong(in_lang("name", *lang), t.admin_types_name_missing());
        }
    }
    let letters: Vec<char> = answers.one("letter").chars().collect();
    let letter = match letters.as_slice() {
        [one] if one.is_uppercase() => *one,
        _ => {
            answers.wrong("letter", t.admin_types_letter_wrong());
            'D'
        }
    };
    let limit = answers.number("limit", 0..=MAX_PLACES, t.admin_types_limit_wrong());
    let (opens_at, closes_at) = (moment(&mut answers, event, "opens"), moment(&mut answers, event, "closes"));
    if opens_at.zip(closes_at).is_some_and(|(opens, closes)| closes <= opens) {
        answers.wrong("closes-date", t.admin_types_time_order());
    }
    let made = RepresentationType {
        id: kind.map_or(TypeId(uuid::Uuid::nil()), |kind| kind.id),
        code: kind
            .map_or_else(|| free_code(event), |kind| Some(kind.code.clone()))
            .ok_or_else(FormErrors::default)?,
        name,
        offered: answers.one("offered") == "yes",
        of_a_state: answers.one("state") == "yes",
        path: DecisionMode::parse(answers.one("path")),
        limit,
        colour: BadgeColour::parse(answers.one("colour")).unwrap_or(BadgeColour::Green),
        letter,
        opens_at,
        closes_at,
    };
    if answers.errors.is_empty() { Ok(made) } else { Err(answers.errors) }
}

/// Codes of own types are numbers: names change and exist in several languages.
fn free_code(event: &Event) -> Option<TypeCode> {
    let taken = |code: &TypeCode| event.types.iter().any(|kind| kind.code == *code);
    (1..=1000).filter_map(|n| TypeCode::parse(&format!("own_{n}"))).find(|code| !taken(code))
}

/// Both fields or none.
fn moment(answers: &mut Answers<'_>, event: &Event, name: &str) -> Option<Timestamp> {
    let (date, time) = (format!("{name}-date"), format!("{name}-time"));
    if answers.one(&date).is_empty() && answers.one(&time).is_empty() {
        return None;
    }
    let (date, time) = (answers.date(&date), answers.time(&time));
    Some(moment_of(date?, time?, &event.zone()))
}

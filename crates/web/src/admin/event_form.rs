//! The editor of the form: the list, the order, built-in questions, and previews. Each change is a version.

pub(crate) mod question;

use super::agenda::to_decide;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::public::{frames, seats};
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::event::Event;
use plenary_domain::registration::{Asked, Form, FormFault, FormRefused, RawAnswers, Step};
use plenary_pages::Nav;
use plenary_pages::admin::event_form::question::{QuestionFacts, built_in_page, fault_error};
use plenary_pages::admin::event_form::{FormPage, VersionLine, previewed};
use plenary_pages::admin::form::Typed;
use plenary_pages::admin::{AdminFrame, AdminNav, Notice, NoticeKind};
use plenary_pages::forms::FormErrors;
use plenary_pages::public::{StepFacts, StepPage};
use plenary_pages::urls::AdminUrls;
use plenary_store::CommandError;

type Pairs = Vec<(String, String)>;

/// What saving came to.
enum Saved {
    /// The version that is asked now.
    As(i32),
    Meanwhile,
    Faults(Vec<FormFault>),
}

/// Saves a form that was made from the version that the page named.
async fn save_form(desk: &DeskCtx, event: &Event, sent: &RawForm, form: Form) -> Result<Saved, WebError> {
    let expected = sent.one("version").parse().unwrap_or_default();
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.save_form(act, id, expected, form).await }).await? {
        Ok(version) => Ok(Saved::As(version)),
        Err(CommandError::Refused(FormRefused::ChangedMeanwhile)) => Ok(Saved::Meanwhile),
        Err(CommandError::Refused(FormRefused::Faults(faults))) => Ok(Saved::Faults(faults)),
        Err(CommandError::Refused(FormRefused::NotAllowed)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

fn saved(desk: &DeskCtx, event: &Event, version: i32) -> HttpResponse {
    let text = desk.t().admin_form_saved(version);
    with_notice(&desk.ctx, &AdminUrls::new(event).form(), NoticeKind::Good, &text)
}

/// All questions at a glance.
pub(crate) async fn page(
    desk: DeskCtx,
    path: web::Path<String>,
    query: web::Query<Pairs>,
) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    let query = RawForm(query.into_inner());
    let moved = Some((query.one("moved"), query.one("do") == "up")).filter(|(key, _)| !key.is_empty());
    list(&desk, &event, moved, None).await
}

/// The list, with a warning where something was not done.
async fn list(
    desk: &DeskCtx,
    event: &Event,
    moved: Option<(&str, bool)>,
    warning: Option<String>,
) -> Result<HttpResponse, WebError> {
    let store = &desk.ctx.site.store;
    let form = store.form(event.id).await?;
    let versions = store.form_versions(event.id).await?.into_iter();
    let line =
        |v: plenary_store::FormVersion| VersionLine { version: v.version, at: v.saved_at, by: v.saved_by };
    let waiting = to_decide(desk, event).await?;
    let mut shown = desk.desk(Some(event));
    let status = if warning.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    shown.notice = warning.map(|text| Notice { text, kind: NoticeKind::Warning }).or(shown.notice);
    let frame = AdminFrame::new(&shown, AdminNav::Form).of(event, waiting);
    let page = FormPage::new(frame, event, &form, versions.map(line).collect(), moved);
    respond::page_with(status, &page)
}

/// One place up or down; the button that was pressed keeps the focus.
pub(crate) async fn move_question(
    desk: DeskCtx,
    path: web::Path<(String, String)>,
    sent: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&sent)?;
    let (slug, key) = path.into_inner();
    let event = desk.run(&slug).await?;
    let mut form = desk.ctx.site.store.form(event.id).await?;
    let label = desk.t().question(form.question(&key).ok_or(WebError::NotFound)?);
    let up = sent.one("do") == "up";
    form.shift(&key, up);
    let (t, urls) = (desk.t(), AdminUrls::new(&event));
    let step = form.question(&key).map_or("", |question| question.step.code());
    let back = format!("{}?moved={key}&do={}#step-{step}", urls.form(), if up { "up" } else { "down" });
    match save_form(&desk, &event, &sent, form).await? {
        Saved::As(_) => Ok(respond::see_other(&back)),
        Saved::Meanwhile => {
            list(&desk, &event, Some((&key, up)), Some(t.admin_form_meanwhile().into_owned())).await
        }
        Saved::Faults(_) => list(&desk, &event, Some((&key, up)), Some(t.admin_form_not_moved(label))).await,
    }
}

/// Every built-in question with its switch.
pub(crate) async fn built_in(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.view(&path).await?;
    show_built_in(&desk, &event, &Typed::default(), FormErrors::default(), false).await
}

pub(crate) async fn save_built_in(
    desk: DeskCtx,
    path: web::Path<String>,
    sent: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&sent)?;
    let event = desk.run(&path).await?;
    let mut form = desk.ctx.site.store.form(event.id).await?;
    let before = form.clone();
    for mut question in before.all_built_in() {
        // A question that the page did not ask about stays as it is.
        let Some(asked) = Asked::parse(sent.one(&question.key)) else { continue };
        question.asked = asked;
        form.put(question);
    }
    let typed = Typed(sent.0.clone());
    match save_form(&desk, &event, &sent, form).await? {
        Saved::As(version) => Ok(saved(&desk, &event, version)),
        Saved::Meanwhile => show_built_in(&desk, &event, &typed, FormErrors::default(), true).await,
        Saved::Faults(faults) => {
            let mut errors = FormErrors::default();
            for fault in faults {
                let (_, text) = fault_error(desk.t(), &before, "", &fault);
                errors.add(fault.key, text);
            }
            show_built_in(&desk, &event, &typed, errors, false).await
        }
    }
}

async fn show_built_in(
    desk: &DeskCtx,
    event: &Event,
    typed: &Typed,
    errors: FormErrors,
    stale: bool,
) -> Result<HttpResponse, WebError> {
    let form = desk.ctx.site.store.form(event.id).await?;
    let status = status(&errors, stale);
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let frame = AdminFrame::new(&shown, AdminNav::Form).of(event, waiting);
    let facts = QuestionFacts { event, form: &form, question: None, typed, errors, stale };
    respond::page_with(status, &built_in_page(frame, &facts))
}

fn status(errors: &FormErrors, stale: bool) -> StatusCode {
    match (stale, errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::OK,
    }
}

/// A step as delegates see it, with every question of it; nothing is saved.
pub(crate) async fn preview(
    desk: DeskCtx,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let (slug, lang, step) = path.into_inner();
    let event = desk.view(&slug).await?;
    let lang = Lang::parse(&lang).filter(|lang| event.languages.contains(lang)).ok_or(WebError::NotFound)?;
    let step = Step::parse(&step).ok_or(WebError::NotFound)?;
    let store = &desk.ctx.site.store;
    let facts = store.form_facts(&event, desk.ctx.now).await?;
    let form = facts.form.clone();
    let (facts, off) = previewed(facts);
    let release = store.released_agenda(event.id).await?;
    let seats = seats(&desk.ctx, event.id).await?;
    let agenda = release.as_ref().map(|release| &release.agenda);
    let facts = StepFacts { event: &event, form: &facts, agenda, seats: &seats, given: None, files: &[] };
    let urls = AdminUrls::new(&event);
    let (frame, head) = frames(&desk.ctx, lang, &event, Nav::Other, |of| urls.form_preview(of, step));
    let page = StepPage::new(frame, head, step, RawAnswers::default(), &[], &facts);
    respond::page(&page.previewed(&event, &form, &off, urls.form()))
}

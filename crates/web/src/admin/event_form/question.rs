//! One question: its page, saving and removing it.

use super::super::agenda::to_decide;
use super::super::answers::Answers;
use super::{Saved, save_form, saved, status};
use crate::ctx::new_secret;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::DeskCtx;
use actix_web::{HttpResponse, web};
use plenary_domain::LocalText;
use plenary_domain::event::{Event, MAX_PLACES};
use plenary_domain::registration::{
    AnswerOption, Asked, Condition, Form, Question, QuestionKind, Step, TypeCode, VisibilityClass,
};
use plenary_pages::T;
use plenary_pages::admin::event_form::question::{
    NEW_OPTIONS, QuestionFacts, fault_error, question_page, remove_page as ask_to_remove, typed_new,
    typed_question,
};
use plenary_pages::admin::form::Typed;
use plenary_pages::admin::{AdminFrame, AdminNav};
use plenary_pages::forms::FormErrors;

/// Characters of what is asked, of the help and the purpose, and of an option.
const LABEL: usize = 200;
const TEXT: usize = 600;
const OPTION: usize = 120;

type Path = web::Path<(String, String)>;

pub(crate) async fn new_page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    let form = desk.ctx.site.store.form(event.id).await?;
    show(&desk, &event, &form, None, &Filled::fresh(typed_new())).await
}

pub(crate) async fn page(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let (slug, key) = path.into_inner();
    let event = desk.view(&slug).await?;
    let form = desk.ctx.site.store.form(event.id).await?;
    let question = form.or_built_in(&key).ok_or(WebError::NotFound)?;
    let typed = typed_question(&question);
    show(&desk, &event, &form, Some(&question), &Filled::fresh(typed)).await
}

/// What stands in the form, and what is wrong with it.
struct Filled {
    typed: Typed,
    errors: FormErrors,
    stale: bool,
}

impl Filled {
    fn fresh(typed: Typed) -> Self {
        Self { typed, errors: FormErrors::default(), stale: false }
    }
}

async fn show(
    desk: &DeskCtx,
    event: &Event,
    form: &Form,
    question: Option<&Question>,
    filled: &Filled,
) -> Result<HttpResponse, WebError> {
    let waiting = to_decide(desk, event).await?;
    let shown = desk.desk(Some(event));
    let frame = AdminFrame::new(&shown, AdminNav::Form).of(event, waiting);
    let (errors, stale) = (filled.errors.clone(), filled.stale);
    let facts = QuestionFacts { event, form, question, typed: &filled.typed, errors, stale };
    respond::page_with(status(&filled.errors, stale), &question_page(frame, &facts))
}

pub(crate) async fn create(
    desk: DeskCtx,
    path: web::Path<String>,
    sent: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&sent)?;
    let event = desk.run(&path).await?;
    let form = desk.ctx.site.store.form(event.id).await?;
    put(&desk, &event, form, None, sent).await
}

pub(crate) async fn save(desk: DeskCtx, path: Path, sent: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&sent)?;
    let (slug, key) = path.into_inner();
    let event = desk.run(&slug).await?;
    let form = desk.ctx.site.store.form(event.id).await?;
    let question = form.or_built_in(&key).ok_or(WebError::NotFound)?;
    put(&desk, &event, form, Some(question), sent).await
}

async fn put(
    desk: &DeskCtx,
    event: &Event,
    form: Form,
    old: Option<Question>,
    sent: RawForm,
) -> Result<HttpResponse, WebError> {
    let typed = Typed(sent.0.clone());
    let wrong = |errors, stale| Filled { typed: typed.clone(), errors, stale };
    let parsed = match parse(desk.t(), &form, old.as_ref(), &typed) {
        Ok(parsed) => parsed,
        Err(errors) => return show(desk, event, &form, old.as_ref(), &wrong(errors, false)).await,
    };
    let key = parsed.key.clone();
    let mut changed = form.clone();
    changed.put(parsed);
    match save_form(desk, event, &sent, changed.clone()).await? {
        Saved::As(version) => Ok(saved(desk, event, version)),
        Saved::Meanwhile => {
            let fresh = desk.ctx.site.store.form(event.id).await?;
            show(desk, event, &fresh, old.as_ref(), &wrong(FormErrors::default(), true)).await
        }
        Saved::Faults(faults) => {
            let mut errors = FormErrors::default();
            for fault in faults {
                let (id, text) = fault_error(desk.t(), &changed, &key, &fault);
                errors.add(id, text);
            }
            show(desk, event, &form, old.as_ref(), &wrong(errors, false)).await
        }
    }
}

/// The page's answers made into a question; what holds together with other questions is the domain's to say.
fn parse(t: T, form: &Form, old: Option<&Question>, typed: &Typed) -> Result<Question, FormErrors> {
    let mut answers = Answers::new(t, typed);
    let mut question = match old {
        Some(old) => old.clone(),
        None => blank(&mut answers),
    };
    question.asked = Asked::parse(answers.one("asked")).unwrap_or(question.asked);
    question.class = VisibilityClass::parse(answers.one("class")).unwrap_or(question.class);
    let days = answers.number("keep", 1..=3_660, t.admin_form_error_keep());
    question.keep_days = days.and_then(|days| u16::try_from(days).ok());
    question.for_types =
        answers.all("types").filter(|code| TypeCode::parse(code).is_some()).map(str::to_owned).collect();
    if !question.is_built_in() {
        question.label = answers.line("label", &question.label, LABEL);
        question.help = answers.line("help", &question.help, TEXT);
        question.purpose = answers.lines("purpose", &question.purpose, TEXT);
        question.step = Step::parse(answers.one("step")).unwrap_or(question.step);
        question.range = range(&mut answers, question.kind);
        question.condition = condition(&mut answers, form);
        question.options = options(&mut answers, &question);
    }
    if answers.errors.is_empty() { Ok(question) } else { Err(answers.errors) }
}

fn blank(answers: &mut Answers<'_>) -> Question {
    let kind = QuestionKind::parse(answers.one("kind"));
    if kind.is_none() {
        answers.wrong("kind", answers.t.admin_form_error_kind());
    }
    // A key is never given again: an answer that was given to it belongs to this question for good.
    let tail: String = new_secret().chars().take(12).collect();
    Question {
        key: format!("own_{tail}"),
        kind: kind.unwrap_or(QuestionKind::ShortText),
        step: Step::Needs,
        label: LocalText::default(),
        help: LocalText::default(),
        purpose: LocalText::default(),
        asked: Asked::Off,
        condition: None,
        class: VisibilityClass::Organisers,
        keep_days: None,
        options: Vec::new(),
        for_types: Vec::new(),
        range: None,
    }
}

fn range(answers: &mut Answers<'_>, kind: QuestionKind) -> Option<(i64, i64)> {
    let (least, most) = (answers.one("least"), answers.one("most"));
    if kind != QuestionKind::Number || (least.is_empty() && most.is_empty()) {
        return None;
    }
    let range = least.parse().ok().zip(most.parse().ok());
    if range.is_none() {
        answers.wrong("least", answers.t.admin_form_error_range());
    }
    range
}

fn condition(answers: &mut Answers<'_>, form: &Form) -> Option<Condition> {
    let ticked = answers.all("when").filter_map(|value| value.split_once('='));
    let ticked: Vec<(&str, &str)> = ticked.filter(|(key, _)| form.question(key).is_some()).collect();
    let (decider, _) = *ticked.first()?;
    if ticked.iter().any(|(other, _)| *other != decider) {
        answers.wrong("when", answers.t.admin_form_error_one_question());
    }
    let one_of = ticked.into_iter().map(|(_, answer)| answer.to_owned()).collect();
    Some(Condition { question: decider.to_owned(), one_of })
}

/// The rows that say something; a row that was emptied is an option that is gone.
fn options(answers: &mut Answers<'_>, question: &Question) -> Vec<AnswerOption> {
    if !question.kind.has_options() {
        return Vec::new();
    }
    let keys = question.options.iter().map(|option| option.key.clone());
    let keys: Vec<String> = keys.chain(NEW_OPTIONS.map(str::to_owned)).collect();
    let mut options = Vec::new();
    for key in keys {
        let old = question.option(&key).map(|option| option.label.clone()).unwrap_or_default();
        let label = answers.line(&format!("option-{key}"), &old, OPTION);
        let field = format!("option-{key}-places");
        let otherwise = answers.t.admin_form_error_places(MAX_PLACES);
        let places = answers.number(&field, 1..=MAX_PLACES, otherwise);
        if label.is_empty() {
            continue;
        }
        let tail = || new_secret().chars().take(8).collect::<String>();
        let key = if NEW_OPTIONS.contains(&key.as_str()) { format!("o{}", tail()) } else { key };
        options.push(AnswerOption { key, label, places });
    }
    options
}

/// The own question of an address.
async fn own(desk: &DeskCtx, event: &Event, key: &str) -> Result<(Form, Question), WebError> {
    let form = desk.ctx.site.store.form(event.id).await?;
    let question = form.question(key).filter(|question| !question.is_built_in()).cloned();
    Ok((form, question.ok_or(WebError::NotFound)?))
}

pub(crate) async fn remove_page(desk: DeskCtx, path: Path) -> Result<HttpResponse, WebError> {
    let (slug, key) = path.into_inner();
    let event = desk.run(&slug).await?;
    let (form, question) = own(&desk, &event, &key).await?;
    let waiting = to_decide(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Form).of(&event, waiting);
    respond::page(&ask_to_remove(frame, &event, &form, &question))
}

pub(crate) async fn remove(desk: DeskCtx, path: Path, sent: RawForm) -> Result<HttpResponse, WebError> {
    desk.check(&sent)?;
    let (slug, key) = path.into_inner();
    let event = desk.run(&slug).await?;
    let (mut form, question) = own(&desk, &event, &key).await?;
    let version = form.version;
    form.remove(&question.key);
    // The page asks nothing that could be out of date: what is there now is what is removed from.
    let sent = RawForm(vec![("version".to_owned(), version.to_string())]);
    match save_form(&desk, &event, &sent, form).await? {
        Saved::As(version) => Ok(saved(&desk, &event, version)),
        // Something hangs on it: the page says what.
        Saved::Meanwhile | Saved::Faults(_) => {
            let urls = plenary_pages::urls::AdminUrls::new(&event);
            Ok(respond::see_other(&urls.form_question_remove(&key)))
        }
    }
}
